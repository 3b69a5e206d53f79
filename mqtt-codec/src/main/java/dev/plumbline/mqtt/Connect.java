package dev.plumbline.mqtt;

/**
 * The client's first packet (MQTT 3.1.1 §3.1). {@link #toString} shows neither the password nor what the will says.
 *
 * <p>An empty client identifier without a clean session can be expressed, because a server must be able to read it in
 * order to answer it with {@link ConnectReturnCode#IDENTIFIER_REJECTED} (MQTT-3.1.3-8); a client session refuses to
 * send it.
 *
 * @param clientId who connects, at most 65535 bytes of UTF-8; may be empty
 * @param cleanSession whether both ends forget any earlier session, and this one when it ends
 * @param keepAlive the longest silence of this client in seconds, 0 to 65535; 0 for no limit
 * @param will what the server publishes if the connection breaks, or null
 * @param userName at most 65535 bytes of UTF-8, or null
 * @param password a secret, or null; only with a user name
 */
public record Connect(String clientId, boolean cleanSession, int keepAlive, Will will, String userName,
    Password password) implements MqttPacket {
  private static final byte[] PROTOCOL_NAME = {'M', 'Q', 'T', 'T'};
  private static final int PROTOCOL_LEVEL = 4;
  /** Length and letters of the protocol name, level, flags, keep alive. */
  private static final int VARIABLE_HEADER_LENGTH = 2 + PROTOCOL_NAME.length + 1 + 1 + 2;
  private static final int USER_NAME_BIT = 0x80;
  private static final int PASSWORD_BIT = 0x40;
  private static final int WILL_RETAIN_BIT = 0x20;
  private static final int WILL_QOS_SHIFT = 3;
  private static final int WILL_BIT = 0x04;
  private static final int CLEAN_SESSION_BIT = 0x02;
  private static final int RESERVED_BIT = 0x01;

  public Connect {
    Utf8.encodedLength(clientId, "client identifier");
    if (keepAlive < 0 || keepAlive > 0xFFFF) {
      throw new IllegalArgumentException("keep alive is 0 to 65535 seconds, not " + keepAlive);
    }
    if (userName != null) {
      Utf8.encodedLength(userName, "user name");
    } else if (password != null) {
      throw MqttFault.PASSWORD_WITHOUT_USER_NAME.refuse("no user name");
    }
  }

  /** A clean session for {@code clientId}, 60 seconds of keep alive, no will and no credentials. */
  public static Connect as(String clientId) {
    return new Connect(clientId, true, 60, null, null, null);
  }

  /** The same with {@code cleanSession}. */
  public Connect withCleanSession(boolean newCleanSession) {
    return new Connect(clientId, newCleanSession, keepAlive, will, userName, password);
  }

  /** The same with a keep alive of {@code seconds}. */
  public Connect withKeepAlive(int seconds) {
    return new Connect(clientId, cleanSession, seconds, will, userName, password);
  }

  /** The same with {@code newWill}, or without one if it is null. */
  public Connect withWill(Will newWill) {
    return new Connect(clientId, cleanSession, keepAlive, newWill, userName, password);
  }

  /** The same with these credentials, either of which may be null. */
  public Connect withCredentials(String newUserName, Password newPassword) {
    return new Connect(clientId, cleanSession, keepAlive, will, newUserName, newPassword);
  }

  static Connect read(BodyReader body) throws MqttException {
    int flags = readVariableHeader(body);
    int keepAlive = body.u16("keep alive");
    String clientId = body.string("client identifier");
    Will will = (flags & WILL_BIT) != 0 ? readWill(flags, body) : null;
    String userName = (flags & USER_NAME_BIT) != 0 ? body.string("user name") : null;
    Password password = (flags & PASSWORD_BIT) != 0 ? Password.owning(body.binary("password")) : null;
    return new Connect(clientId, (flags & CLEAN_SESSION_BIT) != 0, keepAlive, will, userName, password);
  }

  /** Protocol name, level and flags; returns the flags, which are then known to agree with each other. */
  private static int readVariableHeader(BodyReader body) throws MqttException {
    if (!body.string("protocol name").equals("MQTT")) {
      throw MqttFault.PROTOCOL_NAME.with("another name");
    }
    int level = body.u8("protocol level");
    if (level != PROTOCOL_LEVEL) {
      throw MqttFault.PROTOCOL_LEVEL.with("level " + level);
    }
    int flags = body.u8("connect flags");
    MqttFault broken = brokenBy(flags);
    if (broken != null) {
      throw broken.with("connect flags " + FixedHeader.hex(flags));
    }
    return flags;
  }

  private static MqttFault brokenBy(int flags) {
    if ((flags & RESERVED_BIT) != 0) {
      return MqttFault.CONNECT_RESERVED_FLAG;
    }
    int willQos = flags >> WILL_QOS_SHIFT & 0b11;
    if (willQos == 0b11) {
      return MqttFault.WILL_QOS_3;
    }
    if ((flags & WILL_BIT) == 0 && willQos != 0) {
      return MqttFault.WILL_QOS_WITHOUT_WILL;
    }
    if ((flags & WILL_BIT) == 0 && (flags & WILL_RETAIN_BIT) != 0) {
      return MqttFault.WILL_RETAIN_WITHOUT_WILL;
    }
    boolean passwordAlone = (flags & (USER_NAME_BIT | PASSWORD_BIT)) == PASSWORD_BIT;
    return passwordAlone ? MqttFault.PASSWORD_WITHOUT_USER_NAME : null;
  }

  private static Will readWill(int flags, BodyReader body) throws MqttException {
    TopicName topicName = body.topicName("will topic");
    Payload message = Payload.owning(body.binary("will message"));
    return new Will(topicName, message, QoS.of(flags >> WILL_QOS_SHIFT & 0b11), (flags & WILL_RETAIN_BIT) != 0);
  }

  @Override
  public PacketType type() {
    return PacketType.CONNECT;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(remainingLength());
  }

  private int remainingLength() {
    int length = VARIABLE_HEADER_LENGTH + 2 + Utf8.encodedLength(clientId, "client identifier");
    if (will != null) {
      length += 2 + will.topicName().length() + 2 + will.message().length();
    }
    if (userName != null) {
      length += 2 + Utf8.encodedLength(userName, "user name");
    }
    return password == null ? length : length + 2 + password.length();
  }

  @Override
  public int encode(byte[] out, int offset) {
    int at = PacketWriter.header(out, offset, PacketType.CONNECT.firstByte(), remainingLength());
    at = PacketWriter.field(out, at, PROTOCOL_NAME);
    out[at++] = PROTOCOL_LEVEL;
    out[at++] = (byte) flags();
    at = PacketWriter.u16(out, at, keepAlive);
    at = PacketWriter.field(out, at, clientId);
    if (will != null) {
      at = PacketWriter.field(out, at, will.topicName().utf8());
      at = PacketWriter.field(out, at, will.message().bytes());
    }
    if (userName != null) {
      at = PacketWriter.field(out, at, userName);
    }
    return password == null ? at : PacketWriter.field(out, at, password.bytes());
  }

  private int flags() {
    int flags = cleanSession ? CLEAN_SESSION_BIT : 0;
    if (will != null) {
      flags |= WILL_BIT | will.qos().number() << WILL_QOS_SHIFT | (will.retain() ? WILL_RETAIN_BIT : 0);
    }
    return flags | (userName != null ? USER_NAME_BIT : 0) | (password != null ? PASSWORD_BIT : 0);
  }

  /** Everything but the secret: the password is only said to be there, and the will's message has a length. */
  @Override
  public String toString() {
    return "Connect[clientId=" + clientId + ", cleanSession=" + cleanSession + ", keepAlive=" + keepAlive
        + ", will=" + will + ", userName=" + userName + ", password=" + password + "]";
  }
}
