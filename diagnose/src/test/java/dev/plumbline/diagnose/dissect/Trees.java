package dev.plumbline.diagnose.dissect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;

/** What holds for every tree, and ways about in it. */
final class Trees {
  private Trees() {}

  /** Children lie in their parent, in order, without overlap; and all lies in the bytes. */
  static void assertNested(Field field, int from, int to) {
    assertTrue(field.offset() >= from && field.end() <= to && field.length() >= 0, () -> "outside: " + field.name());
    int at = field.offset();
    for (Field child : field.children()) {
      assertNested(child, at, field.end());
      at = child.end();
    }
  }

  /** The first field on a path of names. */
  static Field at(Field root, String... path) {
    return Arrays.stream(path).reduce(
        Optional.of(root), (field, name) -> field.flatMap(one -> one.child(name)), (a, b) -> b).orElseThrow(
        () -> new AssertionError("no " + String.join("/", path) + " in " + root));
  }

  /** Whether something of that name is anywhere in the tree. */
  static boolean has(Field root, String name) {
    return root.name().equals(name) || root.children().stream().anyMatch(child -> has(child, name));
  }
}
