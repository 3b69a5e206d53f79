package dev.plumbline.tls.testing;

import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The content of one record of a server's flight, before protection, and the combinators that make wrong flights of
 * right ones.
 *
 * @param raw whether it goes out as it is, header and all, without protection
 */
public record Piece(ContentType type, byte[] content, boolean raw) {
  public Piece(ContentType type, byte[] content) {
    this(type, content, false);
  }

  public static Piece handshake(byte[] message) {
    return new Piece(ContentType.HANDSHAKE, message);
  }

  public static Piece handshake(HandshakeMessage message) {
    WireWriter out = new WireWriter(new byte[1 << 17]);
    message.writeMessage(out);
    return handshake(out.toBytes().toArray());
  }

  public static Piece changeCipherSpec() {
    return new Piece(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1});
  }

  public static Piece alert(int level, int description) {
    return new Piece(ContentType.ALERT, new byte[] {(byte) level, (byte) description});
  }

  public static Piece applicationData(byte[] data) {
    return new Piece(ContentType.APPLICATION_DATA, data);
  }

  /** Bytes that are no record of ours. */
  public static Piece raw(byte[] bytes) {
    return new Piece(null, bytes, true);
  }

  /** Flips one bit of the content. */
  public Piece flip(int bit) {
    byte[] changed = content.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return new Piece(type, changed, raw);
  }

  /** Leaves out everything from {@code length} on. */
  public Piece truncate(int length) {
    return new Piece(type, Arrays.copyOf(content, length), raw);
  }

  /** Adds zeros. */
  public Piece pad(int zeros) {
    return new Piece(type, Arrays.copyOf(content, content.length + zeros), raw);
  }

  /** Records of at most {@code size} bytes instead of one. */
  public List<Piece> split(int size) {
    List<Piece> parts = new ArrayList<>();
    for (int at = 0; at < content.length; at += size) {
      parts.add(new Piece(type, Arrays.copyOfRange(content, at, Math.min(content.length, at + size)), raw));
    }
    return parts;
  }

  /** Splits every handshake piece of a flight. */
  public static UnaryOperator<List<Piece>> splitAll(int size) {
    return flight ->
        flight.stream()
            .flatMap(p -> p.type == ContentType.HANDSHAKE ? p.split(size).stream() : List.of(p).stream())
            .toList();
  }

  /** Puts neighbouring handshake messages into one record. */
  public static UnaryOperator<List<Piece>> coalesce() {
    return flight -> {
      List<Piece> joined = new ArrayList<>();
      for (Piece piece : flight) {
        Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
        if (last != null && last.type == ContentType.HANDSHAKE && piece.type == ContentType.HANDSHAKE) {
          ByteArrayOutputStream both = new ByteArrayOutputStream();
          both.writeBytes(last.content);
          both.writeBytes(piece.content);
          joined.set(joined.size() - 1, handshake(both.toByteArray()));
        } else {
          joined.add(piece);
        }
      }
      return joined;
    };
  }

  public static UnaryOperator<List<Piece>> swap(int first, int second) {
    return flight -> {
      List<Piece> changed = new ArrayList<>(flight);
      Collections.swap(changed, first, second);
      return changed;
    };
  }

  public static UnaryOperator<List<Piece>> duplicate(int index) {
    return flight -> inserted(flight, index, flight.get(index));
  }

  public static UnaryOperator<List<Piece>> drop(int index) {
    return flight -> {
      List<Piece> changed = new ArrayList<>(flight);
      changed.remove(index);
      return changed;
    };
  }

  public static UnaryOperator<List<Piece>> insert(int index, Piece... pieces) {
    return flight -> inserted(flight, index, pieces);
  }

  /** Replaces one piece by what is made of it. */
  public static UnaryOperator<List<Piece>> replace(int index, UnaryOperator<Piece> change) {
    return flight -> {
      List<Piece> changed = new ArrayList<>(flight);
      changed.set(index, change.apply(changed.get(index)));
      return changed;
    };
  }

  private static List<Piece> inserted(List<Piece> flight, int index, Piece... pieces) {
    List<Piece> changed = new ArrayList<>(flight);
    changed.addAll(index, List.of(pieces));
    return changed;
  }
}
