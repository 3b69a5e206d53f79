package dev.plumbline.tls.record;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.RawMessage;
import java.util.Arrays;

/**
 * Makes whole handshake messages of records, which may hold several, or a part of one (RFC 5246 §6.2.1).
 *
 * <p>A message that lies whole in a record stays where it is; only one that continues in the next record is copied,
 * into an array that is never longer than the configured limit. A message is there until it is {@link #handled}. Must
 * not know what messages mean.
 */
public final class Defragmenter {
  private static final int HEADER_LENGTH = HandshakeMessage.HEADER_LENGTH;

  private final int maxMessage;

  private byte[] input = new byte[0];
  private int position;
  private int end;

  private byte[] partial = new byte[0];
  private int have;
  private int recordsOfPartial;

  private RawMessage current;

  /** @param maxMessage bytes of the longest message, header included */
  public Defragmenter(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /** Takes the content of a handshake record; the one before must be used up. The array is only borrowed. */
  public void offer(byte[] array, int offset, int length) {
    if (position < end || current != null) {
      throw new IllegalStateException("the record before is not used up");
    }
    input = array;
    position = offset;
    end = offset + length;
    if (have > 0) {
      recordsOfPartial++;
    }
  }

  /** The next whole message, the same one until it is {@link #handled}; null when the input is used up. */
  public RawMessage next() throws TlsAlert {
    if (current == null && position < end) {
      current = have == 0 ? nextInPlace() : nextFromParts();
    }
    return current;
  }

  /** Over how many records the current message came. */
  public int records() {
    return current.array() == partial ? recordsOfPartial : 1;
  }

  /** The current message was dealt with. */
  public void handled() {
    if (current.array() == partial) {
      have = 0;
    } else {
      position += current.length();
    }
    current = null;
  }

  /** Whether a part of a message is waiting for the rest. */
  public boolean insideMessage() {
    return have > 0;
  }

  /** Permission to change keys here. */
  public KeyChangePermit aligned() throws TlsAlert {
    if (have > 0 || position < end) {
      throw Fault.KEY_CHANGE_INSIDE_MESSAGE.with(have + end - position);
    }
    return new KeyChangePermit();
  }

  private RawMessage nextInPlace() throws TlsAlert {
    int available = end - position;
    int length = available < HEADER_LENGTH ? HEADER_LENGTH : lengthAt(input, position);
    if (available < HEADER_LENGTH || available < length) {
      recordsOfPartial = 1;
      keep(length);
      return null;
    }
    return new RawMessage(typeAt(input, position), input, position, length);
  }

  private RawMessage nextFromParts() throws TlsAlert {
    if (have < HEADER_LENGTH) {
      keep(HEADER_LENGTH);
      if (have < HEADER_LENGTH) {
        return null;
      }
    }
    int length = lengthAt(partial, 0);
    keep(length);
    return have < length ? null : new RawMessage(typeAt(partial, 0), partial, 0, length);
  }

  /** Moves input into the partial message until that has {@code length} bytes. */
  private void keep(int length) {
    if (partial.length < length) {
      partial = Arrays.copyOf(partial, length);
    }
    int count = Math.min(length - have, end - position);
    System.arraycopy(input, position, partial, have, count);
    have += count;
    position += count;
  }

  private int lengthAt(byte[] array, int at) throws TlsAlert {
    HandshakeType type = typeAt(array, at);
    int length =
        HEADER_LENGTH + ((array[at + 1] & 0xFF) << 16 | (array[at + 2] & 0xFF) << 8 | array[at + 3] & 0xFF);
    if (length > maxMessage) {
      throw Fault.MESSAGE_TOO_LONG.with(type.rfcName(), length, maxMessage);
    }
    return length;
  }

  private static HandshakeType typeAt(byte[] array, int at) throws TlsAlert {
    int code = array[at] & 0xFF;
    return HandshakeType.of(code).orElseThrow(() -> Fault.MESSAGE_TYPE_UNKNOWN.with(code));
  }
}
