package dev.plumbline.engine.device;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The switches of one kind of rules, by the names that users write: each turns rules and a value into other rules.
 *
 * @param engine whose switches these are
 * @param byName what each does
 */
public record Switches<R>(String engine, Map<String, BiFunction<R, String, R>> byName) {
  public Switches {
    byName = Map.copyOf(byName);
  }

  /**
   * Rules with one switch set.
   *
   * @throws IllegalArgumentException saying what there is, if there is no such switch or it has no such value
   */
  public R set(R rules, String name, String value) {
    BiFunction<R, String, R> change = byName.get(name);
    if (change == null) {
      throw new IllegalArgumentException(engine + " has no switch '" + name + "'; it has " + String.join(", ", names()));
    }
    return change.apply(rules, value);
  }

  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** The constant of an enum that a user means by {@code value}. */
  public static <E extends Enum<E>> E choice(Class<E> type, String value) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'" + value + "' is none of " + Arrays.stream(type.getEnumConstants()).map(Switches::word).toList());
  }

  /** A whole number from {@code min} to {@code max}. */
  public static int number(String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, with the range.
    }
    throw new IllegalArgumentException("'" + value + "' is no whole number from " + min + " to " + max);
  }

  /** An enum constant as users write it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
