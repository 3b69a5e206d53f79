package dev.plumbline.bench.floor;

import java.nio.charset.StandardCharsets;

/**
 * One PUBLISH and one CONNECT in straight-line code into and out of a reused array: one-byte lengths where they
 * suffice, ASCII taken for granted, nothing checked.
 */
public final class MqttFloor {
  private final byte[] topic;
  private final byte[] payload;
  private final String clientId;
  private final String userName;
  private final byte[] password;

  public MqttFloor(String topic, byte[] payload, String clientId, String userName, byte[] password) {
    this.topic = topic.getBytes(StandardCharsets.US_ASCII);
    this.payload = payload;
    this.clientId = clientId;
    this.userName = userName;
    this.password = password;
  }

  /** Writes a PUBLISH of QoS 1, under 128 bytes of remaining length; returns the index after it. */
  public int encodePublish(byte[] out, int packetId) {
    out[0] = 0x32;
    out[1] = (byte) (2 + topic.length + 2 + payload.length);
    out[2] = 0;
    out[3] = (byte) topic.length;
    System.arraycopy(topic, 0, out, 4, topic.length);
    int at = 4 + topic.length;
    out[at++] = (byte) (packetId >>> 8);
    out[at++] = (byte) packetId;
    System.arraycopy(payload, 0, out, at, payload.length);
    return at + payload.length;
  }

  /** A received message. */
  public record Message(String topic, byte[] payload, int packetId) {}

  /** Reads what {@link #encodePublish} wrote. */
  public Message decodePublish(byte[] in) {
    int end = 2 + in[1];
    int topicLength = in[3];
    int at = 4 + topicLength;
    byte[] copy = new byte[end - at - 2];
    System.arraycopy(in, at + 2, copy, 0, copy.length);
    int packetId = (in[at] & 0xFF) << 8 | in[at + 1] & 0xFF;
    return new Message(new String(in, 4, topicLength, StandardCharsets.UTF_8), copy, packetId);
  }

  /** Writes a CONNECT with user name and password; returns the index after it. */
  public int encodeConnect(byte[] out) {
    int length = 10 + 2 + clientId.length() + 2 + userName.length() + 2 + password.length;
    out[0] = 0x10;
    out[1] = (byte) (length & 0x7F | 0x80);
    out[2] = (byte) (length >>> 7);
    out[3] = 0;
    out[4] = 4;
    out[5] = 'M';
    out[6] = 'Q';
    out[7] = 'T';
    out[8] = 'T';
    out[9] = 4;
    out[10] = (byte) 0xC2;
    out[11] = 0;
    out[12] = 60;
    int at = ascii(out, ascii(out, 13, clientId), userName);
    out[at++] = (byte) (password.length >>> 8);
    out[at++] = (byte) password.length;
    System.arraycopy(password, 0, out, at, password.length);
    return at + password.length;
  }

  /** Copies the low bytes of a string, which is all that ASCII has. */
  @SuppressWarnings("deprecation")
  private static int ascii(byte[] out, int at, String text) {
    out[at++] = (byte) (text.length() >>> 8);
    out[at++] = (byte) text.length();
    text.getBytes(0, text.length(), out, at);
    return at + text.length();
  }
}
