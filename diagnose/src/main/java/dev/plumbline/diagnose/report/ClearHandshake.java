package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeSet;

/**
 * The handshake messages of one side that came in clear, one behind the other, with zeros for what is secret in them.
 */
final class ClearHandshake {
  private final byte[] bytes;
  private final TreeSet<Integer> gaps = new TreeSet<>();
  private int taken;

  ClearHandshake(Conversation conversation, Side side, Removed removed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    conversation.all(Event.Handshake.class, side).filter(message -> !message.deciphered()).forEach(
        message -> {
          byte[] body = message.body().clone();
          BitSet secret = Secrets.of(message);
          secret.stream().forEach(index -> body[index] = 0);
          removed.ticket(secret.cardinality());
          out.write(message.type());
          out.write(message.announced() >> 16);
          out.write(message.announced() >> 8);
          out.write(message.announced());
          out.writeBytes(body);
          if (!message.complete()) {
            gaps.add(out.size());
          }
        });
    bytes = out.toByteArray();
  }

  /**
   * The next of them for a record of that length; fewer where a message is not complete, because the rest is unknown.
   */
  byte[] next(int length) {
    Integer gap = gaps.higher(taken);
    int end = Math.min(taken + length, gap == null ? bytes.length : gap);
    byte[] part = Arrays.copyOfRange(bytes, taken, end);
    taken = end;
    return part;
  }
}
