package dev.plumbline.diagnose.conversation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that a record says, its arrays included, as text that can be compared. */
final class Rendering {
  private Rendering() {}

  static String of(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Rendering::of).orElse("-");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Rendering::of).collect(Collectors.joining("\n  ", "[\n  ", "]"));
    }
    if (value instanceof Record record && record.getClass().getPackage() == Rendering.class.getPackage()) {
      return record.getClass().getSimpleName()
          + Arrays.stream(record.getClass().getRecordComponents())
              .map(component -> component.getName() + "=" + of(read(component, record)))
              .collect(Collectors.joining(", ", "(", ")"));
    }
    return String.valueOf(value);
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
