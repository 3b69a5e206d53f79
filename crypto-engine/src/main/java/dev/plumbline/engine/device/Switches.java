package dev.plumbline.engine.device;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The switches of one kind of rules, by the names that users write: each turns rules and a value into other rules.
 *
 * @param engine whose switches these are
 * @param byName what each does
 */
public record Switches<R>(String engine, Map<String, Switch<R>> byName) {
  public Switches {
    byName = Map.copyOf(byName);
  }

  /**
   * One switch.
   *
   * @param values everything that it can be set to; empty where that is a number or a name
   * @param change what a value does to rules
   */
  public record Switch<R>(List<String> values, BiFunction<R, String, R> change) {
    public Switch {
      values = List.copyOf(values);
    }

    /** A switch whose values are the constants of an enum. */
    public static <R, E extends Enum<E>> Switch<R> of(Class<E> type, BiFunction<R, E, R> change) {
      return new Switch<>(
          Arrays.stream(type.getEnumConstants()).map(Switches::word).toList(),
          (rules, value) -> change.apply(rules, choice(type, value)));
    }

    /** A switch whose values can't be listed. */
    public static <R> Switch<R> open(BiFunction<R, String, R> change) {
      return new Switch<>(List.of(), change);
    }
  }

  /**
   * Rules with one switch set.
   *
   * @throws IllegalArgumentException saying what there is, if there is no such switch or it has no such value
   */
  public R set(R rules, String name, String value) {
    Switch<R> found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(engine + " has no switch '" + name + "'; it has " + String.join(", ", names())
          + ", besides anchors and keys");
    }
    try {
      return found.change().apply(rules, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the switch '" + name + "' of " + engine + ": " + e.getMessage(), e);
    }
  }

  /** What can be listed of them: each switch with its values, in the order of names. */
  public Map<String, List<String>> values() {
    Map<String, List<String>> values = new TreeMap<>();
    byName.forEach((name, each) -> {
      if (!each.values().isEmpty()) {
        values.put(name, each.values());
      }
    });
    return values;
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
