package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.flow.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Handshake messages of real stacks, one by one, and the ClientHellos of the profiles' tests. */
final class RecordedMessages {
  static final Instant CAPTURED = Instant.parse("2026-11-20T18:09:00Z");
  private static final int RECORD_AND_HANDSHAKE_HEADER = 9;

  record Recorded(String name, Event.Handshake message, DissectContext context) {
    Field dissect() {
      return Dissector.handshake(message, context);
    }
  }

  private RecordedMessages() {}

  static List<Recorded> all() {
    return Stream.concat(
        lines("messages.txt").map(line -> new Recorded(
            line[0],
            message(line[1].equals("client") ? Side.CLIENT : Side.SERVER, Integer.parseInt(line[2]), bytes(line[4])),
            new DissectContext(0x0303, Integer.parseUnsignedInt(line[3], 16)))),
        lines("/dev/plumbline/diagnose/profile/hello/real-hellos.txt").map(line -> new Recorded(
            line[0] + " " + line[2], message(Side.CLIENT, 1, afterHeaders(bytes(line[3]))), DissectContext.NONE)))
        .toList();
  }

  static Recorded one(String name, int type) {
    return all().stream()
        .filter(one -> one.name().startsWith(name) && one.message().type() == type).findFirst().orElseThrow();
  }

  static Event.Handshake message(Side from, int type, byte[] body) {
    return new Event.Handshake(from, CAPTURED, Place.NONE, type, body, body.length, 1, false);
  }

  private static byte[] bytes(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }

  private static byte[] afterHeaders(byte[] record) {
    return Arrays.copyOfRange(record, RECORD_AND_HANDSHAKE_HEADER, record.length);
  }

  private static Stream<String[]> lines(String resource) {
    try (InputStream in = RecordedMessages.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
