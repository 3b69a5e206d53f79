package dev.plumbline.diagnose.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.device.StatusVocabulary;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
  @Test
  void theLibraryHoldsTheProfilesThatWerePromised() {
    assertEquals(
        List.of(
            "synergy-ssp1", "synergy-ssp2", "netx-software", "arduino-bearssl", "mbedtls", "mbedtls-3.6", "wolfssl",
            "openssl", "winc1500", "quectel-bg96", "google-cloud-iot-arduino"),
        Profiles.list().stream().map(DeviceProfile::name).toList());
  }

  @Test
  void everyValueOfEverySwitchMakesAProfileWithAVocabulary() throws Exception {
    for (DeviceProfile profile : Profiles.list()) {
      for (ProfileSwitch each : profile.switches()) {
        for (String value : each.values()) {
          String tried = value.contains("..") ? value.substring(0, value.indexOf('.')) : value;
          DeviceProfile switched = Profiles.parse(profile.name() + ":" + each.name() + "=" + tried);
          boolean isDefault = each.values().get(0).equals(value) && tried.equals(value);
          assertEquals(isDefault, switched.settings().isEmpty(), switched.spec());
          assertEquals(switched, Profiles.parse(switched.spec()));
          StatusVocabulary.of(switched.status().vocabulary());
        }
      }
    }
  }

  @Test
  void switchesActTogether() throws Exception {
    DeviceProfile profile = Profiles.parse("synergy-ssp2:packet-buffer=4000,sni=off,ecc=uninitialised");
    assertEquals("synergy-ssp2:ecc=uninitialised,sni=off,packet-buffer=4000", profile.spec());
    assertEquals(4000, profile.receiveLimit());
    assertFalse(profile.hello().serverName());
    assertTrue(profile.hello().noGroups());
    assertEquals(2, profile.hello().dialect().extensions().size() - 1);
  }

  @Test
  void saysWhatThereIsWhenSomethingIsNot() {
    assertSays("synergy-ssp1, synergy-ssp2", "synergy");
    assertSays("[ecc, sni, clock, packet-buffer]", "synergy-ssp2:ec=off");
    assertSays("[initialised, uninitialised, off, rsa-table]", "synergy-ssp2:ecc=on");
    assertSays("512 to 65535", "synergy-ssp2:packet-buffer=100");
    assertSays("given twice", "synergy-ssp2:ecc=off,ecc=off");
    assertSays("no switch=value", "synergy-ssp2:ecc");
  }

  @Test
  void readsAProfileOfTheUsers(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.json"), text().replace("\"synergy-ssp2\"", "\"mine\""));
    assertEquals("mine:ecc=off", Profiles.read(file, "ecc=off").spec());
    assertThrows(ProfileException.class, () -> Profiles.read(folder.resolve("other.json"), ""));
  }

  @Test
  void namesTheFieldThatIsWrong() throws Exception {
    String good = text();
    assertBroken("is no JSON", good.substring(0, 100));
    assertBroken("reads 1", good.replace("\"schema\": 1", "\"schema\": 2"));
    assertBroken("test.title is missing", good.replaceFirst("\"title\": \"Renesas[^\"]*\",", ""));
    assertBroken("test.hello.random", good.replace("\"unix-time\"", "\"time\""));
    assertBroken("four hexadecimal digits", good.replace("\"C02B\"", "\"C02\""));
    String mistyped = good.replaceFirst("\"schema\": 1,", "\"schema\": 1, \"titel\": 2,");
    assertBroken("test.titel is none of the fields", mistyped);
    assertBroken("test.engine.spec is no engine", good.replace("sce7:preset", "sce8:preset"));
    assertBroken("supported_groups", good.replace("\"ec_point_formats\", \"renego", "\"point_formats\", \"renego"));
    assertBroken("none of [verified, forum, known]", good.replaceFirst("\"verified\"", "\"sure\""));
  }

  @Test
  void describesAProfileWithItsEvidence() throws Exception {
    String text = Profiles.parse("synergy-ssp2:sni=off").describe();
    for (String part :
        List.of(
            "synergy-ssp2:sni=off", "C02B C02F", "sce7:preset=ssp-2.x", "packet buffer", "4000", "[verified]",
            "ecc=")) {
      assertTrue(text.contains(part), text);
    }
    text.lines().forEach(line -> assertTrue(line.length() <= 120, line));
  }

  private static String text() throws Exception {
    try (InputStream in = Profiles.class.getResourceAsStream("synergy-ssp2.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertSays(String part, String spec) {
    String message = assertThrows(ProfileException.class, () -> Profiles.parse(spec)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void assertBroken(String part, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String message = assertThrows(ProfileException.class, () -> Profiles.read("test", bytes, "")).getMessage();
    assertTrue(message.contains(part), message);
  }
}
