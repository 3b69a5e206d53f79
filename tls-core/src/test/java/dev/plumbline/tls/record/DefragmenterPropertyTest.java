package dev.plumbline.tls.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.RawMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However messages are cut into records, the same messages come out. */
class DefragmenterPropertyTest {
  @Property(tries = 300)
  void yieldsTheSameMessagesHoweverTheyAreCut(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 300) Integer> lengths,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 200) Integer> cuts)
      throws TlsAlert {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<Bytes> sent = new ArrayList<>();
    for (int length : lengths) {
      byte[] message = new byte[4 + length];
      Arrays.fill(message, (byte) length);
      message[0] = 11;
      message[1] = 0;
      message[2] = (byte) (length >>> 8);
      message[3] = (byte) length;
      sent.add(Bytes.of(message));
      stream.writeBytes(message);
    }
    Defragmenter messages = new Defragmenter(304);
    List<Bytes> received = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> records = new ArrayList<>();
    byte[] bytes = stream.toByteArray();
    for (int at = 0, cut = 0; at < bytes.length; cut++) {
      int size = Math.min(cuts.get(cut % cuts.size()), bytes.length - at);
      messages.offer(bytes, at, size);
      ends.add(at + size);
      for (RawMessage raw = messages.next(); raw != null; raw = messages.next()) {
        received.add(Bytes.of(raw.array(), raw.offset(), raw.length()));
        records.add(messages.records());
        messages.handled();
      }
      at += size;
    }
    assertEquals(sent, received);
    assertEquals(recordsOf(sent, ends), records);
    assertFalse(messages.insideMessage());
  }

  /** Over how many records each message goes, when the records end there. */
  private static List<Integer> recordsOf(List<Bytes> messages, List<Integer> ends) {
    List<Integer> records = new ArrayList<>();
    int start = 0;
    for (Bytes message : messages) {
      int from = start;
      int to = start + message.length();
      records.add(1 + (int) ends.stream().filter(end -> end > from && end < to).count());
      start = to;
    }
    return records;
  }
}
