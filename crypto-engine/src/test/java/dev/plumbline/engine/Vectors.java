package dev.plumbline.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records of {@code name = value} lines, separated by blank lines, in {@code src/test/resources/vectors}. */
record Vectors(Map<String, String> fields) {
  static List<Vectors> read(String file) throws IOException {
    List<Vectors> records = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Vectors.class.getResourceAsStream("/vectors/" + file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int equals = line.indexOf('=');
        if (line.isBlank() && !fields.isEmpty()) {
          records.add(new Vectors(fields));
          fields = new LinkedHashMap<>();
        } else if (!line.startsWith("#") && equals > 0) {
          fields.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    }
    if (!fields.isEmpty()) {
      records.add(new Vectors(fields));
    }
    return records;
  }

  String text(String field) {
    return fields.get(field);
  }

  byte[] bytes(String field) {
    return HexFormat.of().parseHex(fields.get(field));
  }
}
