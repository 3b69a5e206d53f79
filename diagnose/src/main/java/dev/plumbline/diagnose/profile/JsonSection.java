package dev.plumbline.diagnose.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.engine.device.Switches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A strict reader over one JSON object: every field must be there and be what it should, and {@link #end} refuses
 * what nobody asked for. Failures name the file and the field.
 */
public final class JsonSection {
  private final String path;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  private JsonSection(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The object of a document, which failures call {@code path}. */
  public static JsonSection parse(String path, byte[] json) throws ProfileException {
    try {
      return of(path, new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new ProfileException(path + " is no JSON", e);
    }
  }

  static JsonSection of(String path, JsonNode node) throws ProfileException {
    if (node == null || !node.isObject()) {
      throw new ProfileException(path + " is no JSON object");
    }
    return new JsonSection(path, node);
  }

  boolean has(String field) {
    return node.has(field);
  }

  public JsonSection section(String field) throws ProfileException {
    return of(path + "." + field, value(field));
  }

  public String text(String field) throws ProfileException {
    JsonNode value = value(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(field, "is no text");
    }
    return value.textValue();
  }

  /** A text that may be empty. */
  public String note(String field) throws ProfileException {
    JsonNode value = value(field);
    if (!value.isTextual()) {
      throw wrong(field, "is no text");
    }
    return value.textValue();
  }

  public boolean flag(String field) throws ProfileException {
    JsonNode value = value(field);
    if (!value.isBoolean()) {
      throw wrong(field, "is neither true nor false");
    }
    return value.booleanValue();
  }

  public int number(String field, int min, int max) throws ProfileException {
    JsonNode value = value(field);
    if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
      throw wrong(field, "is no whole number from " + min + " to " + max);
    }
    return value.intValue();
  }

  public <E extends Enum<E>> E choice(String field, Class<E> type) throws ProfileException {
    return choice(field, type, text(field));
  }

  public <E extends Enum<E>> List<E> choices(String field, Class<E> type) throws ProfileException {
    List<E> all = new ArrayList<>();
    for (String text : texts(field)) {
      all.add(choice(field, type, text));
    }
    return all;
  }

  private <E extends Enum<E>> E choice(String field, Class<E> type, String text) throws ProfileException {
    try {
      return Switches.choice(type, text);
    } catch (IllegalArgumentException e) {
      throw new ProfileException(path + "." + field + ": " + e.getMessage(), e);
    }
  }

  public List<String> texts(String field) throws ProfileException {
    List<String> all = new ArrayList<>();
    for (JsonNode item : items(field)) {
      if (!item.isTextual()) {
        throw wrong(field, "has " + item + ", which is no text");
      }
      all.add(item.textValue());
    }
    return all;
  }

  /** A list of code points, each four hexadecimal digits. */
  public List<Integer> codePoints(String field) throws ProfileException {
    List<Integer> codes = new ArrayList<>();
    for (String text : texts(field)) {
      codes.add(codePoint(field, text));
    }
    return codes;
  }

  int codePoint(String field) throws ProfileException {
    return codePoint(field, text(field));
  }

  private int codePoint(String field, String text) throws ProfileException {
    if (!text.matches("[0-9A-F]{4}")) {
      throw wrong(field, "has '" + text + "', which is not four hexadecimal digits");
    }
    return Integer.parseInt(text, 16);
  }

  /** The objects of a list. */
  public List<JsonSection> sections(String field) throws ProfileException {
    List<JsonSection> all = new ArrayList<>();
    for (JsonNode item : items(field)) {
      all.add(of(path + "." + field + "[" + all.size() + "]", item));
    }
    return all;
  }

  List<JsonNode> items(String field) throws ProfileException {
    JsonNode value = value(field);
    if (!value.isArray()) {
      throw wrong(field, "is no list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  /** The group's {@code basis} and {@code source}. */
  public Evidence evidence() throws ProfileException {
    return new Evidence(choice("basis", Basis.class), text("source"));
  }

  /** Refuses fields that were never read: a typing error must not pass for a default. */
  public void end() throws ProfileException {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!read.contains(name)) {
        throw wrong(name, "is none of the fields here: " + read.stream().sorted().toList());
      }
    }
  }

  ProfileException wrong(String field, String what) {
    return new ProfileException(path + "." + field + " " + what);
  }

  JsonNode value(String field) throws ProfileException {
    read.add(field);
    JsonNode value = node.get(field);
    if (value == null) {
      throw new ProfileException(path + "." + field + " is missing");
    }
    return value;
  }
}
