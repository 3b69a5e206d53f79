package dev.plumbline.vectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Reads and writes handshake vectors as JSON. What is written depends on the vector alone, byte for byte, and reading
 * it gives an equal vector. Reading is strict: a field too many, too few, twice, or of another type is an error, as in
 * the schema {@code vectors/schema/handshake-vector.schema.json}. Thread-safe.
 */
public final class VectorFile {
  private static final JsonMapper JSON = mapper();
  private static final ObjectWriter WRITER = writer();

  private VectorFile() {}

  /** Reads one file; all that can be wrong with it, its absence included, is a {@link VectorException}. */
  public static HandshakeVector read(Path file) throws VectorException {
    try {
      return parse(Files.readString(file));
    } catch (JsonMappingException e) {
      throw new VectorException(file + ": at " + place(e) + ": " + sentence(e), e);
    } catch (JsonProcessingException e) {
      throw new VectorException(file + ": " + sentence(e), e);
    } catch (IOException e) {
      throw new VectorException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes one file; what was in it is replaced. */
  public static void write(Path file, HandshakeVector vector) throws IOException {
    Files.writeString(file, format(vector));
  }

  static HandshakeVector parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, HandshakeVector.class);
  }

  /** The text that {@link #write} puts into a file. */
  static String format(HandshakeVector vector) throws JsonProcessingException {
    return WRITER.writeValueAsString(vector) + "\n";
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, VectorFile::onlyText)
        .withCoercionConfigDefaults(blank -> blank.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .addModule(
            new SimpleModule().addSerializer(new InstantWriter()).addDeserializer(Instant.class, new InstantReader()))
        .build();
  }

  private static void onlyText(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static ObjectWriter writer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
  }

  private static String place(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "the top" : path.substring(path.startsWith(".") ? 1 : 0);
  }

  private static String sentence(JsonProcessingException e) {
    Throwable cause = e.getCause() instanceof IllegalArgumentException rule ? rule : e;
    String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
    return message.lines().findFirst().orElse("malformed");
  }

  private static final class InstantWriter extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString("");
      try {
        Instant instant = Instant.parse(text);
        if (instant.toString().equals(text)) {
          return instant;
        }
      } catch (DateTimeException e) {
        // Told below, like a time that is written in another way.
      }
      return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time such as 2026-11-20T00:00:00Z");
    }
  }
}
