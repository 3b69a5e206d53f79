package dev.plumbline.diagnose.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The library of device profiles, and the reading of others from files. Stateless. */
public final class Profiles {
  /** The profiles that come with Plumbline, in the order in which they are listed. */
  public static final List<String> NAMES =
      List.of(
          "synergy-ssp1",
          "synergy-ssp2",
          "netx-software",
          "arduino-bearssl",
          "mbedtls",
          "mbedtls-3.6",
          "wolfssl",
          "openssl",
          "winc1500",
          "quectel-bg96",
          "google-cloud-iot-arduino");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Profiles() {}

  /** All profiles of the library, their switches at their defaults. */
  public static List<DeviceProfile> list() {
    return List.copyOf(Library.ALL.values());
  }

  /** A profile of the library, its switches at their defaults. */
  public static DeviceProfile byName(String name) throws ProfileException {
    return NAMES.contains(name) ? Library.ALL.get(name) : parse(name);
  }

  /**
   * A profile of the library with switches: {@code synergy-ssp2:ecc=uninitialised,sni=off}.
   *
   * @throws ProfileException saying what there is, if the profile, a switch or a value is none of it
   */
  public static DeviceProfile parse(String spec) throws ProfileException {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    if (!NAMES.contains(name)) {
      throw new ProfileException("there is no profile '" + name + "'; there are " + String.join(", ", NAMES));
    }
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".json")) {
      return read(name, in.readAllBytes(), colon < 0 ? "" : spec.substring(colon + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A profile from a file of the user's. */
  public static DeviceProfile read(Path file, String settings) throws ProfileException {
    try {
      return read(file.toString(), Files.readAllBytes(file), settings);
    } catch (IOException e) {
      throw new ProfileException("the profile " + file + " can't be read: " + e.getMessage(), e);
    }
  }

  /** A profile from JSON; {@code origin} names it in failures. */
  static DeviceProfile read(String origin, byte[] json, String settings) throws ProfileException {
    JsonNode parsed;
    try {
      parsed = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ProfileException(origin + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!(parsed instanceof ObjectNode tree)) {
      throw new ProfileException(origin + " is no JSON object");
    }
    ProfileSwitches switches = new ProfileSwitches(origin, tree.remove("switches"));
    Map<String, String> set = switches.apply(tree, settings);
    return ProfileReader.read(JsonSection.of(origin, tree), set, switches.list());
  }

  /** Read once, when somebody asks: every connection of a capture is compared with all of them. */
  private static final class Library {
    private static final Map<String, DeviceProfile> ALL = read();

    private static Map<String, DeviceProfile> read() {
      Map<String, DeviceProfile> profiles = new LinkedHashMap<>();
      try {
        for (String name : NAMES) {
          profiles.put(name, parse(name));
        }
      } catch (ProfileException e) {
        throw new IllegalStateException("a profile of the library is broken", e);
      }
      return Collections.unmodifiableMap(profiles);
    }
  }
}
