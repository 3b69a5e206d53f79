package dev.plumbline.diagnose.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.service.ServiceProfile.Advice;
import dev.plumbline.diagnose.service.ServiceProfile.ClientCertificate;
import dev.plumbline.diagnose.service.ServiceProfile.Password;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile.RefusalStyle;
import dev.plumbline.diagnose.service.ServiceProfile.Root;
import dev.plumbline.diagnose.service.ServiceProfile.ServerName;
import dev.plumbline.diagnose.token.TokenLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {
  private static final String CLIENT = "projects/harbor-lab/locations/europe-west1/registries/pumps/devices/pump-17";

  @Test
  void everyServiceIsReadAndSaysWhatEachGroupRestsOn() {
    for (ServiceProfile service : Services.list()) {
      String text = service.describe();
      assertTrue(text.startsWith(service.name() + ": " + service.title()), text);
      assertEquals(7, text.lines().filter(line -> line.matches("\\w+ \\[(verified|forum|known)\\].*")).count(), text);
      assertEquals(List.of(), text.lines().filter(line -> line.length() > 130).toList());
      assertTrue(service.trust().roots().stream().allMatch(root -> root.keyId().matches("([0-9A-F]{40})?")));
      assertFalse(Profiles.NAMES.contains(service.name()), "show takes both");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt.googleapis.com, google-bridge",
    "mqtt.2030.ltsapis.goog, google-bridge",
    "MQTT.2030.LTSAPIS.GOOG., google-bridge",
    "us-central1-mqtt.clearblade.com, clearblade",
    "a1b2c3-ats.iot.eu-west-1.amazonaws.com, aws-iot",
    "a1b2c3.iot.us-east-1.amazonaws.com, aws-iot",
    "hub.azure-devices.net, azure-iot-hub",
    "abc.s1.eu.hivemq.cloud, hivemq-cloud",
    "x.ala.eu-central-1.emqxsl.com, emqx-cloud",
    "test.mosquitto.org, test.mosquitto.org",
    "xtest.mosquitto.org,",
    "azure-devices.net.example,",
    "mqtt.harbor.example,",
  })
  void aHostIsOfTheServiceThatItsNameSays(String host, String service) {
    assertEquals(Optional.ofNullable(service), Services.forHost(host).map(ServiceProfile::name));
  }

  @Test
  void anAsteriskStandsForAnythingAndNothingElseDoes() {
    assertTrue(HostPattern.fits("*", ""));
    assertTrue(HostPattern.fits("a*a", "aba"));
    assertFalse(HostPattern.fits("a*a", "a"));
    assertTrue(HostPattern.fits("*ab*ab", "xabab"));
    assertFalse(HostPattern.fits("*.b", "ab"));
    assertFalse(HostPattern.fits("a", "ab"));
  }

  @Test
  void knowsWhatTheCloudsDemand() throws ProfileException {
    ServiceProfile google = Services.parse("google-bridge");
    assertEquals(ServerName.REQUIRED, google.tls().serverName());
    assertEquals(List.of(0xC02B), google.tls().suites());
    assertEquals(Password.JWT, google.identity().password());
    assertEquals(
        List.of("GTS LTSR", "GlobalSign ECC Root CA - R4"),
        google.rootsFor("mqtt.2030.ltsapis.goog").stream().map(Root::name).toList());
    ServiceProfile aws = Services.parse("aws-iot");
    Port alternative = aws.port(443).orElseThrow();
    assertTrue(alternative.alpnNeeded() && alternative.alpn().contains("x-amzn-mqtt-ca"));
    assertEquals(ClientCertificate.REQUIRED, aws.port(8883).orElseThrow().clientCertificate());
    assertEquals(RefusalStyle.CLOSES, aws.refusal().style());
    ServiceProfile azure = Services.parse("azure-iot-hub");
    assertTrue(azure.trust().roots().stream().anyMatch(
        root -> root.advice() == Advice.AVOID && root.name().contains("Baltimore")));
    assertTrue(azure.identity().userName().orElseThrow()
        .matcher("hub.azure-devices.net/pump-17/?api-version=2021-04-12").matches());
    assertFalse(azure.identity().userName().orElseThrow().matcher("pump-17").matches());
    assertEquals(Optional.empty(), aws.port(1883));
  }

  @Test
  void takesTheAudienceFromTheClientId() throws ProfileException {
    ServiceProfile google = Services.parse("google-bridge");
    TokenLimits limits = google.tokenLimits(Optional.of(CLIENT));
    assertEquals(Optional.of("harbor-lab"), limits.audience());
    assertEquals(Optional.of(Duration.ofHours(24)), limits.maxLifetime());
    assertEquals(Optional.empty(), google.tokenLimits(Optional.of("pump-17")).audience());
    assertEquals(TokenLimits.UNKNOWN, Services.parse("mosquitto").tokenLimits(Optional.of(CLIENT)));
  }

  @Test
  void refusesAServiceThatThereIsNot() {
    ProfileException e = assertThrows(ProfileException.class, () -> Services.parse("abacus"));
    assertTrue(e.getMessage().contains("'abacus'") && e.getMessage().contains("aws-iot"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "aws-iot | wolfssl:sni=off | 8883 | (C21) aws-iot demands server_name",
    "aws-iot | wolfssl | 443 | (C31) port 443 of aws-iot needs the protocol name x-amzn-mqtt-ca or mqtt (ALPN)",
    "aws-iot | wolfssl | 8443 | (C34) port 8443 of aws-iot is for https",
    "aws-iot | wolfssl | 1 | (C34) aws-iot is not known to listen on port 1",
  })
  void whatStandsBetweenADeviceAndAPortOfAServiceIsSaid(String service, String profile, int port, String beginning)
      throws ProfileException {
    List<String> obstacles = Combination.obstacles(Profiles.parse(profile), Services.parse(service), port);
    assertTrue(obstacles.stream().anyMatch(one -> one.startsWith(beginning)), obstacles::toString);
  }

  @Test
  void nothingStandsBetweenADeviceThatBringsAllAndAService() throws ProfileException {
    assertEquals(
        List.of(), Combination.obstacles(Profiles.parse("openssl"), Services.parse("hivemq-cloud"), 8883));
  }
}
