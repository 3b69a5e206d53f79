package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** One connection made up from what each side sends, as a listener would be told of it; also of a recorded session. */
final class Session {
  private static final int HEADERS = 54;
  private static final FlowQuality GOOD = new FlowQuality(true, true, 1, 1, 1, 1, 0, 0, 0);

  private final Tape tape = new Tape();
  private final FlowSink sink;
  private final StringBuilder keyLog = new StringBuilder();
  private final ByteArrayOutputStream[] plaintexts = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
  private long frame = 1;

  private Session(boolean opening) {
    Endpoint client = new Endpoint(InetAddress.getLoopbackAddress(), 40000);
    Endpoint server = new Endpoint(InetAddress.getLoopbackAddress(), 8883);
    sink = tape.opened(0, client, server, opening, 0);
    if (opening) {
      signal(Side.CLIENT, TcpSignal.SYN);
      signal(Side.SERVER, TcpSignal.SYN_ACK);
      signal(Side.CLIENT, TcpSignal.OPEN);
    }
  }

  static Session open() {
    return new Session(true);
  }

  /** One whose beginning was not captured. */
  static Session joined() {
    return new Session(false);
  }

  /** A session of OpenSSL (see README.md beside the recordings). */
  static Session recorded(String name) {
    Session session = open();
    for (String line : lines(name)) {
      int space = line.indexOf(' ');
      String rest = line.substring(space + 1);
      switch (line.substring(0, space)) {
        case "K" -> session.keyLog.append(rest).append('\n');
        case "C" -> session.client(HexFormat.of().parseHex(rest));
        case "S" -> session.server(HexFormat.of().parseHex(rest));
        case "PC" -> session.plaintexts[0].writeBytes(HexFormat.of().parseHex(rest));
        case "PS" -> session.plaintexts[1].writeBytes(HexFormat.of().parseHex(rest));
        default -> { }
      }
    }
    return session;
  }

  private static List<String> lines(String name) {
    try (InputStream in = Session.class.getResourceAsStream(name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Session client(byte[]... pieces) {
    return send(Side.CLIENT, pieces);
  }

  Session server(byte[]... pieces) {
    return send(Side.SERVER, pieces);
  }

  /** Each piece in a frame of its own. */
  Session send(Side from, byte[]... pieces) {
    for (byte[] piece : pieces) {
      sink.data(from, piece, 0, piece.length, where());
    }
    return this;
  }

  Session signal(Side from, TcpSignal signal) {
    sink.signal(from, signal, where());
    return this;
  }

  Session missing(Side from, long bytes) {
    sink.missing(from, bytes, false, where());
    return this;
  }

  private Stretch where() {
    long now = frame++;
    return new Stretch(now, HEADERS, now * 1_000_000);
  }

  Tape tape() {
    sink.end(GOOD);
    return tape;
  }

  KeyLog keys() {
    return KeyLog.of(keyLog.toString().getBytes(StandardCharsets.US_ASCII));
  }

  String keyLog() {
    return keyLog.toString();
  }

  byte[] plaintext(Side side) {
    return plaintexts[side.ordinal()].toByteArray();
  }

  Conversation conversation() {
    return tape().conversations(keys()).get(0);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
