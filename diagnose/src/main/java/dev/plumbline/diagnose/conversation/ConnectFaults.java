package dev.plumbline.diagnose.conversation;

import dev.plumbline.mqtt.MqttFault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which statement about its flags a CONNECT breaks whose payload is too long or too short for them (MQTT 3.1.1
 * §3.1.2). Stateless.
 */
final class ConnectFaults {
  private ConnectFaults() {}

  /** What is wrong: a statement and a sentence. */
  record Fault(String statement, String sentence) {}

  /** Empty if the flags have no part in it. */
  static Optional<Fault> of(byte[] packet, MqttFault fault) {
    Optional<ConnectView> connect = ConnectView.read(packet);
    if (connect.isEmpty()) {
      return Optional.empty();
    }
    return switch (fault) {
      case TRAILING_BYTES -> tooLong(connect.get(), packet);
      case FIELD_PAST_END -> tooShort(connect.get(), packet);
      default -> Optional.empty();
    };
  }

  /** What follows the last field is exactly one field more, or two. */
  private static Optional<Fault> tooLong(ConnectView connect, byte[] packet) {
    Cursor rest = new Cursor(packet, packet.length - connect.trailing(), packet.length);
    int fields = 0;
    while (rest.remaining() > 0 && fields < 2) {
      rest.opaque16();
      fields++;
    }
    if (rest.exhausted() || rest.remaining() > 0) {
      return Optional.empty();
    }
    String there = fields + (fields == 1 ? " field is" : " fields are") + " there";
    if (!connect.userNameFlag()) {
      return Optional.of(new Fault("MQTT-3.1.2-18", "the flags announce no user name, and " + there
          + " where it would be"));
    }
    return connect.passwordFlag() || fields > 1 ? Optional.empty()
        : Optional.of(new Fault("MQTT-3.1.2-20", "the flags announce no password, and " + there
            + " where it would be"));
  }

  /** A field that the flags announce is not there at all: the one before it ends where the packet does. */
  private static Optional<Fault> tooShort(ConnectView connect, byte[] packet) {
    int fields = Stream.of(connect.willTopic(), connect.willMessage(), connect.userName(), connect.password())
        .flatMap(Optional::stream).mapToInt(field -> 2 + field.length).sum();
    int length = 2 + connect.protocolName().length() + 1 + 1 + 2 + 2 + connect.clientId().length + fields;
    byte[] body = Arrays.copyOfRange(packet, packet.length - Math.min(length, packet.length), packet.length);
    boolean whole = body.length == length && body[0] == 0 && (body[1] & 0xFF) == connect.protocolName().length();
    if (!whole) {
      return Optional.empty();
    }
    List<Announced> announced = List.of(
        new Announced(connect.willFlag(), connect.willTopic(), "MQTT-3.1.2-9", "a will"),
        new Announced(connect.willFlag(), connect.willMessage(), "MQTT-3.1.2-9", "a will"),
        new Announced(connect.userNameFlag(), connect.userName(), "MQTT-3.1.2-19", "a user name"),
        new Announced(connect.passwordFlag(), connect.password(), "MQTT-3.1.2-21", "a password"));
    return announced.stream().filter(one -> one.flag() && one.field().isEmpty()).findFirst()
        .map(one -> new Fault(one.statement(), "the flags announce " + one.name() + ", and it is not there"));
  }

  private record Announced(boolean flag, Optional<byte[]> field, String statement, String name) {}
}
