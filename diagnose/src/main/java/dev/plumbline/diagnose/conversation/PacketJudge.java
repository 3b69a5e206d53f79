package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.MqttReader;
import dev.plumbline.mqtt.PacketType;
import dev.plumbline.mqtt.RemainingLength;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Reads one packet of MQTT 3.1.1 and says which statement of the specification it breaks, if it does. */
final class PacketJudge {
  private static final int PUBLISH = 3;
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;

  /** Statements that say for one type what MQTT-2.2.2-2 says for all (MQTT 3.1.1 §3.6.1, §3.8.1, §3.10.1, §3.14.1). */
  private static final Map<Integer, String> FLAG_STATEMENTS =
      Map.of(6, "MQTT-3.6.1-1", 8, "MQTT-3.8.1-1", 10, "MQTT-3.10.1-1", 14, "MQTT-3.14.1-1");

  /**
   * What is to be said of a packet.
   *
   * @param packet what it says, even if it breaks a statement, as long as it can be understood
   */
  record Judgement(Optional<MqttPacket> packet, Optional<String> statement, Optional<String> problem) {}

  private static final Judgement UNJUDGED =
      new Judgement(Optional.empty(), Optional.empty(), Optional.empty());

  private PacketJudge() {}

  static Judgement judge(Side side, byte[] packet, int headerLength, MqttDialogue dialogue) {
    int type = (packet[0] & 0xF0) >> 4;
    Judgement order = ofOrder(side, type, dialogue);
    if (type == opening(side)) {
      dialogue.opened(side);
    }
    if (type == CONNECT && side == Side.CLIENT) {
      Optional<ConnectView> connect = ConnectView.read(packet);
      connect.ifPresent(dialogue::connect);
      if (connect.map(PacketJudge::ofOtherVersion).orElse(false)) {
        return UNJUDGED;
      }
      order = connect.flatMap(PacketJudge::nameless).orElse(order);
    } else if (dialogue.five()) {
      return UNJUDGED;
    }
    try {
      MqttPacket read = new MqttReader(from(side), packet.length).poll(ByteBuffer.wrap(packet));
      return new Judgement(Optional.ofNullable(read), order.statement(), order.problem());
    } catch (MqttException e) {
      return malformed(type, packet, headerLength, e);
    }
  }

  private static Judgement malformed(int type, byte[] packet, int headerLength, MqttException e) {
    MqttFault fault = e.fault();
    Optional<ConnectFaults.Fault> connect =
        type == CONNECT ? ConnectFaults.of(packet, fault) : Optional.empty();
    if (connect.isPresent()) {
      return broken(connect.get().statement(), connect.get().sentence());
    }
    boolean flags = fault == MqttFault.RESERVED_FLAGS;
    String statement = flags ? FLAG_STATEMENTS.getOrDefault(type, fault.statement()) : fault.statement();
    return new Judgement(
        forgiving(packet, headerLength, fault),
        Optional.of(statement),
        Optional.of(fault.sentence() + ": " + e.detail()));
  }

  /** Nothing is missing in the packet, but what it asks for has no name to be kept under (MQTT 3.1.1 §3.1.3.1). */
  private static Optional<Judgement> nameless(ConnectView connect) {
    MqttFault fault = MqttFault.EMPTY_CLIENT_ID_KEEPS_SESSION;
    return connect.complete() && connect.clientId().length == 0 && !connect.cleanSession()
        ? Optional.of(broken(fault.statement(), fault.sentence())) : Optional.empty();
  }

  private static Direction from(Side side) {
    return side == Side.CLIENT ? Direction.FROM_CLIENT : Direction.FROM_SERVER;
  }

  /** Whether bytes are one packet that this side may send, well formed, and nothing else. */
  static boolean isOnePacket(Side side, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return new MqttReader(from(side), bytes.length).poll(in) != null && !in.hasRemaining();
    } catch (MqttException e) {
      return false;
    }
  }

  /** CONNECT comes first, and once (MQTT 3.1.1 §3.1); CONNACK is the first that answers it (§3.2). */
  private static Judgement ofOrder(Side side, int type, MqttDialogue dialogue) {
    if (dialogue.five()) {
      return UNJUDGED;
    }
    if (type == opening(side)) {
      return side == Side.CLIENT && dialogue.isOpened(side)
          ? broken("MQTT-3.1.0-2", "it is the second CONNECT of this connection") : UNJUDGED;
    }
    if (!dialogue.isUnopened(side)) {
      return UNJUDGED;
    }
    return side == Side.CLIENT
        ? broken("MQTT-3.1.0-1", "no CONNECT went before it, which has to be the first packet of a connection")
        : dialogue.isOpened(Side.CLIENT)
            ? broken("MQTT-3.2.0-1", "it is the first packet of the server, which has to be CONNACK") : UNJUDGED;
  }

  private static int opening(Side side) {
    return side == Side.CLIENT ? CONNECT : CONNACK;
  }

  private static Judgement broken(String statement, String problem) {
    return new Judgement(Optional.empty(), Optional.of(statement), Optional.of(problem));
  }

  /** MQTT 3.1 and 5 are no violations of 3.1.1; the codec reads neither. */
  private static boolean ofOtherVersion(ConnectView connect) {
    int level = connect.level();
    boolean three = connect.protocolName().equals("MQIsdp") && (level & ConnectView.LEVEL_BITS) == MqttDialogue.LEVEL_3;
    boolean bridge = level == (0x80 | 4);
    return three || connect.protocolName().equals("MQTT") && (level == MqttDialogue.LEVEL_5 || bridge);
  }

  /** What the packet says if its header's fault is forgiven. */
  private static Optional<MqttPacket> forgiving(byte[] packet, int headerLength, MqttFault fault) {
    boolean header =
        fault == MqttFault.RESERVED_FLAGS
            || fault == MqttFault.WRONG_DIRECTION
            || fault == MqttFault.REMAINING_LENGTH_NOT_MINIMAL;
    int type = (packet[0] & 0xF0) >> 4;
    if (!header) {
      return Optional.empty();
    }
    int length = packet.length - headerLength;
    ByteBuffer mended = ByteBuffer.allocate(1 + RemainingLength.encodedLength(length) + length);
    mended.put((byte) (type == PUBLISH ? packet[0] : type << 4 | rightFlags(type)));
    int rest = length;
    while (rest > 0x7F) {
      mended.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    mended.put((byte) rest).put(packet, headerLength, length).flip();
    try {
      return Optional.ofNullable(new MqttReader(Direction.EITHER, mended.capacity()).poll(mended));
    } catch (MqttException e) {
      return Optional.empty();
    }
  }

  private static int rightFlags(int type) {
    return type == 6 || type == 8 || type == 10 ? 0b0010 : 0;
  }

  /** Whether a packet from that side can begin so. */
  static boolean plausible(Side side, int first) {
    Direction other = side == Side.CLIENT ? Direction.FROM_SERVER : Direction.FROM_CLIENT;
    int type = first >> 4;
    return Arrays.stream(PacketType.values())
        .anyMatch(
            known ->
                known.number() == type
                    && known.direction() != other
                    && (type == PUBLISH ? (first & 0b0110) != 0b0110 : (first & 0x0F) == rightFlags(type)));
  }

  /**
   * Of bytes behind which nothing came. What can't be the beginning of a packet is no packet that was cut.
   *
   * @param headed whether the header is complete, so that it announces a length
   * @param fits whether a packet of that side can begin so
   */
  static Judgement incomplete(int have, long announced, boolean headed, boolean fits) {
    String problem = "incomplete: " + (headed ? have + " of " + announced + " bytes" : have + " bytes");
    return fits ? new Judgement(Optional.empty(), Optional.empty(), Optional.of(problem))
        : broken("MQTT-2.2.2-2", "no packet begins so; read as one it is " + problem);
  }

  static Judgement holed() {
    return new Judgement(Optional.empty(), Optional.empty(), Optional.of("incomplete: bytes are not in the capture"));
  }

  static Judgement endless() {
    MqttFault fault = MqttFault.REMAINING_LENGTH_TOO_LONG;
    return new Judgement(Optional.empty(), Optional.of(fault.statement()), Optional.of(fault.sentence()));
  }

  /** A long PUBLISH is nothing wrong. */
  static Judgement tooLong(int type) {
    return type == PUBLISH
        ? UNJUDGED
        : new Judgement(
            Optional.empty(), Optional.empty(), Optional.of("longer than " + PacketStream.READ + " bytes: not read"));
  }
}
