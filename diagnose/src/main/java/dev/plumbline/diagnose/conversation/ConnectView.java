package dev.plumbline.diagnose.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A CONNECT of any version, as it stands, well formed or not (MQTT 3.1.1 §3.1): each field as far as it is there, by
 * what the flags say. Strings are bytes, because they may not be what they should be. {@link #toString} shows neither
 * the password nor the will's message.
 *
 * @param protocolName {@code MQTT}, {@code MQIsdp} or whatever was sent, as ISO 8859-1
 * @param level 3 for MQTT 3.1, 4 for 3.1.1, 5 for 5; bridges set the highest bit
 * @param flags the connect flags
 * @param keepAlive in seconds
 * @param willTopic empty without a will
 * @param willMessage empty without a will
 * @param userName empty if its flag is not set, or nothing is left for it
 * @param password likewise
 * @param complete whether all fields that the flags announce are there with all their bytes
 * @param trailing bytes behind the last field
 */
public record ConnectView(
    String protocolName,
    int level,
    int flags,
    int keepAlive,
    byte[] clientId,
    Optional<byte[]> willTopic,
    Optional<byte[]> willMessage,
    Optional<byte[]> userName,
    Optional<byte[]> password,
    boolean complete,
    int trailing) {
  static final int LEVEL_BITS = 0x7F;

  private static final int TYPE = 1;
  private static final int USER_NAME = 0x80;
  private static final int PASSWORD = 0x40;
  private static final int WILL = 0x04;
  private static final int CLEAN = 0x02;

  /**
   * Reads a packet with its fixed header; bytes behind it, or bytes that it announces and are not there, don't matter.
   *
   * @return empty if it is not a CONNECT, or ends before the keep alive does
   */
  public static Optional<ConnectView> read(byte[] packet) {
    if (packet.length < 2 || (packet[0] & 0xFF) >> 4 != TYPE) {
      return Optional.empty();
    }
    Cursor header = new Cursor(packet, 1, packet.length);
    int remaining = header.varint();
    Cursor in = header.sub(Math.max(0, remaining));
    byte[] name = in.opaque16();
    int level = in.u8();
    int flags = in.u8();
    int keepAlive = in.u16();
    if (in.exhausted()) {
      return Optional.empty();
    }
    boolean five = (level & LEVEL_BITS) == MqttDialogue.LEVEL_5;
    properties(in, five);
    byte[] clientId = in.opaque16();
    if ((flags & WILL) != 0) {
      properties(in, five);
    }
    Optional<byte[]> willTopic = field(in, flags, WILL);
    Optional<byte[]> willMessage = field(in, flags, WILL);
    Optional<byte[]> userName = field(in, flags, USER_NAME);
    Optional<byte[]> password = field(in, flags, PASSWORD);
    return Optional.of(
        new ConnectView(
            new String(name, StandardCharsets.ISO_8859_1),
            level,
            flags,
            keepAlive,
            clientId,
            willTopic,
            willMessage,
            userName,
            password,
            !in.exhausted() && !header.exhausted(),
            in.remaining()));
  }

  /** MQTT 5 has properties there (MQTT 5.0 §3.1.2.11, §3.1.3.2). */
  private static void properties(Cursor in, boolean five) {
    if (five) {
      in.skip(Math.max(0, in.varint()));
    }
  }

  private static Optional<byte[]> field(Cursor in, int flags, int flag) {
    return (flags & flag) != 0 && in.remaining() > 0 ? Optional.of(in.opaque16()) : absent(in, flags, flag);
  }

  private static Optional<byte[]> absent(Cursor in, int flags, int flag) {
    if ((flags & flag) != 0) {
      in.skip(1);
    }
    return Optional.empty();
  }

  /** Whether a clean session is asked for. */
  public boolean cleanSession() {
    return (flags & CLEAN) != 0;
  }

  public boolean userNameFlag() {
    return (flags & USER_NAME) != 0;
  }

  public boolean passwordFlag() {
    return (flags & PASSWORD) != 0;
  }

  public boolean willFlag() {
    return (flags & WILL) != 0;
  }

  /** The client identifier as UTF-8, ill-formed bytes replaced. */
  public String clientIdText() {
    return new String(clientId, StandardCharsets.UTF_8);
  }

  /** The user name as UTF-8, ill-formed bytes replaced. */
  public Optional<String> userNameText() {
    return userName.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Without the password and what the will says; of both only the length. */
  @Override
  public String toString() {
    return "ConnectView["
        + protocolName
        + " "
        + level
        + ", flags="
        + Integer.toHexString(flags)
        + ", keepAlive="
        + keepAlive
        + ", clientId="
        + clientIdText()
        + ", userName="
        + userNameText().orElse("none")
        + ", password="
        + password.map(secret -> secret.length + " bytes").orElse("none")
        + "]";
  }
}
