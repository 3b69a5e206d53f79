package dev.plumbline.cli.outcome;

import java.util.function.Supplier;

/**
 * What the user wrote, as values; what makes no sense is the user's mistake, and the exception's message says which.
 */
public final class Arguments {
  private Arguments() {}

  public static <T> T read(Supplier<T> value) throws CommandFailure {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }
}
