package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.dissect.DissectContext;
import dev.plumbline.diagnose.dissect.Dissector;
import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Handshakes of real stacks, message by message, and the ClientHellos of the profiles' tests. */
final class Runs {
  private static final Instant CAPTURED = Instant.parse("2026-11-20T18:09:00Z");
  private static final int HEADERS = 9;
  private static final int ALERT = 21;

  private Runs() {}

  /** A connection of a capture; it came through unless its last message is an alert. */
  static Run flight(String capture, int connection) {
    List<RunMessage> messages = new ArrayList<>();
    lines("flights.txt")
        .filter(line -> line[0].equals(capture) && line[1].equals(Integer.toString(connection)))
        .forEach(line -> messages.add(message(
            line[2].equals("client") ? Side.CLIENT : Side.SERVER, Integer.parseInt(line[3]), bytes(line[4]), 1)));
    boolean alerted = messages.get(messages.size() - 1).name().equals("Alert");
    for (Side side : alerted ? new Side[0] : Side.values()) {
      messages.add(encrypted(side, "ChangeCipherSpec"));
      messages.add(encrypted(side, "Finished"));
    }
    int longest = messages.stream().filter(one -> one.from() == Side.SERVER)
        .mapToInt(one -> one.body().length + 4).max().orElse(0);
    return new Run(capture + "#" + connection, "192.0.2.1:8883", messages, false, longest,
        Optional.of(new Ending(!alerted, alerted ? "the client sent an alert" : "the client closed the connection")));
  }

  /** The recorded ClientHello whose source has that name. */
  static Run hello(String source) {
    return lines("/dev/plumbline/diagnose/profile/hello/real-hellos.txt")
        .filter(line -> line[2].equals(source)).findFirst()
        .map(line -> hello(source, Arrays.copyOfRange(bytes(line[3]), HEADERS, line[3].length() / 2))).orElseThrow();
  }

  static List<Run> hellos() {
    return lines("/dev/plumbline/diagnose/profile/hello/real-hellos.txt")
        .map(line -> hello(line[0], Arrays.copyOfRange(bytes(line[3]), HEADERS, line[3].length() / 2))).toList();
  }

  static Run hello(String name, byte[] body) {
    return Run.clientHello(name, body, CAPTURED);
  }

  /** A ClientHello with nothing but suites and extensions, in hexadecimal. */
  static Run hello(String name, String suites, String extensions) {
    HexFormat hex = HexFormat.of();
    return hello(name, hex.parseHex("0303" + "5a".repeat(32) + "00"
        + hex.toHexDigits((short) (suites.length() / 2)) + suites + "0100"
        + hex.toHexDigits((short) (extensions.length() / 2)) + extensions));
  }

  /** The same with another message in the place of one. */
  static Run with(Run run, RunMessage other) {
    List<RunMessage> messages = run.messages().stream()
        .map(one -> one.is(other.from(), other.name()) ? other : one).toList();
    return new Run(run.name(), run.server(), messages, run.incomplete(), run.longestRecord(), run.ending());
  }

  /** The same without one message. */
  static Run without(Run run, Side from, String name) {
    List<RunMessage> messages = run.messages().stream().filter(one -> !one.is(from, name)).toList();
    return new Run(run.name(), run.server(), messages, run.incomplete(), run.longestRecord(), run.ending());
  }

  static RunMessage message(Side from, int type, byte[] body, int records) {
    if (type == ALERT) {
      Event.Alert alert = new Event.Alert(from, CAPTURED, Place.NONE, body[0], body[1]);
      return new RunMessage(from, "Alert", body, Dissector.alert(alert), 0, Place.NONE);
    }
    return Run.handshake(event(from, type, body, records), new DissectContext(0x0303, 0xc02b));
  }

  private static RunMessage encrypted(Side from, String name) {
    return new RunMessage(from, name, new byte[0], new Field(name, 0, 0, "", "", List.of()), 0, Place.NONE);
  }

  /** The number of a handshake message that has bytes; -1 for other messages. */
  static int type(String name) {
    return switch (name) {
      case "ClientHello" -> 1;
      case "ServerHello" -> 2;
      case "Certificate" -> 11;
      case "ServerKeyExchange" -> 12;
      case "CertificateRequest" -> 13;
      case "CertificateVerify" -> 15;
      case "ClientKeyExchange" -> 16;
      default -> -1;
    };
  }

  private static Event.Handshake event(Side from, int type, byte[] body, int records) {
    return new Event.Handshake(from, CAPTURED, Place.NONE, type, body, body.length, records, false);
  }

  private static byte[] bytes(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }

  private static Stream<String[]> lines(String resource) {
    try (InputStream in = Runs.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
