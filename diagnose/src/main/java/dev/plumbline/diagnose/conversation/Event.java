package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.MqttPacket;
import java.time.Instant;
import java.util.Optional;

/** One thing that one side did. Arrays are shared, not copied: readers leave them as they are. */
public sealed interface Event {
  Side from();

  Instant time();

  Place place();

  /** A sign of TCP. */
  record Tcp(Side from, Instant time, Place place, TcpSignal signal) implements Event {}

  /**
   * Bytes that are not in the capture.
   *
   * @param cut whether the snap length took them
   */
  record Missing(Side from, Instant time, Place place, long bytes, boolean cut) implements Event {}

  /**
   * A record of TLS (RFC 5246 §6.2). What it carries follows as events of its own.
   *
   * @param length of the fragment, as the header announces it
   * @param complete whether all of it arrived
   * @param encrypted whether the cipher was on
   * @param plaintextLength of the content, if it is known: not encrypted, or deciphered; -1 otherwise
   */
  record Record(
      Side from,
      Instant time,
      Place place,
      int contentType,
      int version,
      int length,
      boolean complete,
      boolean encrypted,
      int plaintextLength)
      implements Event {}

  /**
   * A handshake message (RFC 5246 §7.4).
   *
   * @param type its number
   * @param body what follows the four bytes of its header; shorter than announced if it is not complete
   * @param announced length of the body, as the header announces it
   * @param records over how many records it was spread
   * @param deciphered whether it was encrypted and could be read
   */
  record Handshake(
      Side from, Instant time, Place place, int type, byte[] body, int announced, int records, boolean deciphered)
      implements Event {
    public boolean complete() {
      return body.length == announced;
    }
  }

  /**
   * A handshake message, or several, that were encrypted and could not be read; after ChangeCipherSpec the first is
   * Finished.
   */
  record HiddenHandshake(Side from, Instant time, Place place, int length) implements Event {}

  /** ChangeCipherSpec (RFC 5246 §7.1). */
  record ChangeCipherSpec(Side from, Instant time, Place place) implements Event {}

  /**
   * An alert (RFC 5246 §7.2).
   *
   * @param level 1 or 2; -1 if it was encrypted and could not be read
   * @param description its number; -1 if it could not be read
   */
  record Alert(Side from, Instant time, Place place, int level, int description) implements Event {
    public boolean readable() {
      return description >= 0;
    }

    public boolean fatal() {
      return level == 2;
    }

    public boolean closeNotify() {
      return description == 0;
    }
  }

  /**
   * A record of application data.
   *
   * @param length of the fragment on the wire
   * @param plaintext what was in it, if it could be deciphered
   */
  record ApplicationData(Side from, Instant time, Place place, int length, Optional<byte[]> plaintext)
      implements Event {}

  /** Bytes of a connection that is not TLS, or of the part of it that is not: the first of them. */
  record Plain(Side from, Instant time, Place place, byte[] bytes, long more) implements Event {}

  /**
   * A packet of MQTT, in clear or deciphered.
   *
   * @param bytes the packet with its fixed header, as far as it came; of a PUBLISH at most the first 1024
   * @param packet what it says; empty if it is not complete, or too malformed to be understood, or a PUBLISH of which
   *     not all bytes are kept, or of MQTT 5, or a CONNECT of another version than 3.1.1
   * @param statement the normative statement that it breaks ({@code MQTT-3.1.2-22}), if it does
   * @param problem why it could not be read, or how it breaks that statement; without one, nothing is wrong with it
   * @param length of the whole packet, as its fixed header announces it
   * @param unfinished whether the side that sent it never sent the rest: not if bytes are merely not in the capture
   */
  record Mqtt(
      Side from,
      Instant time,
      Place place,
      byte[] bytes,
      Optional<MqttPacket> packet,
      Optional<String> statement,
      Optional<String> problem,
      long length,
      boolean unfinished)
      implements Event {
    /** A packet of which all bytes are kept. */
    public Mqtt(
        Side from,
        Instant time,
        Place place,
        byte[] bytes,
        Optional<MqttPacket> packet,
        Optional<String> statement,
        Optional<String> problem) {
      this(from, time, place, bytes, packet, statement, problem, bytes.length, false);
    }

    /** The number of the packet type (MQTT 3.1.1 §2.2.1). */
    public int type() {
      return (bytes[0] & 0xf0) >> 4;
    }
  }
}
