package dev.plumbline.vectors;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The schema file in the hands of a validator that knows nothing of our records. */
final class VectorSchema {
  private static final JsonSchema SCHEMA = load();

  private VectorSchema() {}

  /** What is wrong with a document; nothing if it is valid. */
  static Set<ValidationMessage> validate(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  private static JsonSchema load() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Path.of("schema/handshake-vector.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
