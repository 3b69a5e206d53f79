package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.Side;
import java.util.Arrays;
import java.util.Optional;

/**
 * One message of a handshake, taken apart. The array is shared: readers leave it as it is.
 *
 * @param name {@code ClientHello}, {@code ChangeCipherSpec}, {@code Alert}, …
 * @param body what the offsets of the tree count in; empty if the message is encrypted
 * @param records over how many records it was spread; 0 if that is not known
 */
public record RunMessage(Side from, String name, byte[] body, Field tree, int records, Place place) {

  /** Its name, with its sender where both sides send such messages: {@code server's Certificate}. */
  public String title() {
    return switch (name) {
      case "Certificate", "ChangeCipherSpec", "Finished", "Alert" -> sender() + "'s " + name;
      default -> name;
    };
  }

  String sender() {
    return from == Side.CLIENT ? "client" : "server";
  }

  boolean is(Side side, String wanted) {
    return from == side && name.equals(wanted);
  }

  /** The field on a path of names with slashes between them. */
  Optional<Field> field(String path) {
    return tree.at(path);
  }

  static boolean sameBytes(RunMessage a, Field fieldOfA, RunMessage b, Field fieldOfB) {
    return Arrays.equals(a.body, fieldOfA.offset(), fieldOfA.end(), b.body, fieldOfB.offset(), fieldOfB.end());
  }
}
