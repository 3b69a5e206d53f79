package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.profile.JsonSection;
import dev.plumbline.diagnose.profile.ProfileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The library of service profiles. Stateless. */
public final class Services {
  /** Those that there are, in the order in which they are listed; a host is the first one's that knows it. */
  public static final List<String> NAMES =
      List.of(
          "google-bridge", "clearblade", "aws-iot", "azure-iot-hub", "hivemq-cloud", "emqx-cloud", "test.mosquitto.org",
          "mosquitto");

  private Services() {}

  /** All of them. */
  public static List<ServiceProfile> list() {
    return Library.ALL;
  }

  /**
   * The service of that name.
   *
   * @throws ProfileException naming those that there are, if there is none
   */
  public static ServiceProfile parse(String name) throws ProfileException {
    if (!NAMES.contains(name)) {
      throw new ProfileException("there is no service '" + name + "'; there are " + String.join(", ", NAMES));
    }
    try (InputStream in = Services.class.getResourceAsStream(name + ".json")) {
      return ServiceReader.read(JsonSection.parse(name, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The service that a host is of, by its name; empty for a host of one's own. */
  public static Optional<ServiceProfile> forHost(String host) {
    return list().stream().filter(service -> service.isHost(host)).findFirst();
  }

  /** Read once, when somebody asks: every connection of a capture may be of any of them. */
  private static final class Library {
    private static final List<ServiceProfile> ALL = read();

    private static List<ServiceProfile> read() {
      List<ServiceProfile> services = new ArrayList<>();
      try {
        for (String name : NAMES) {
          services.add(parse(name));
        }
      } catch (ProfileException e) {
        throw new IllegalStateException("a service of the library is broken", e);
      }
      return List.copyOf(services);
    }
  }
}
