package dev.plumbline.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a bad file end in one sentence that says where? */
class VectorFileTest {
  @TempDir private Path directory;
  private Path file;
  private HandshakeVector vector;

  @BeforeEach
  void setUp() {
    file = directory.resolve("some.json");
    vector = RandomVectors.vectors().sample();
  }

  @Test
  void readsBackFromDisk() throws IOException {
    VectorFile.write(file, vector);

    assertEquals(vector, VectorFile.read(file));
  }

  @Test
  void saysThatAFileIsNotThere() {
    String message = assertThrows(VectorException.class, () -> VectorFile.read(file)).getMessage();

    assertTrue(message.contains("some.json cannot be read"), message);
  }

  @Test
  void saysThatAFileIsNotJson() throws IOException {
    String message = complaintAbout("{");

    assertTrue(message.contains("some.json: Unexpected end-of-input"), message);
  }

  @Test
  void namesThePlaceOfABadValue() throws IOException {
    String text = VectorFile.format(vector).replaceFirst("\"from\" : \"(client|server)\"", "\"from\" : \"nobody\"");

    String message = complaintAbout(text);

    assertTrue(message.startsWith(file + ": at connections[0].flights[0].from: "), message);
  }

  @Test
  void saysWhichVersionItDoesNotKnow() throws IOException {
    String text = VectorFile.format(vector).replace("\"schema\" : 1", "\"schema\" : 2");

    assertTrue(complaintAbout(text).endsWith("schema version 2, where only 1 is known"), () -> text);
  }

  @Test
  void refusesAFieldThatOccursTwice() throws IOException {
    String text = VectorFile.format(vector).replace("\"schema\" : 1,", "\"schema\" : 1, \"schema\" : 1,");

    assertTrue(complaintAbout(text).contains("Duplicate field 'schema'"), () -> text);
  }

  @Test
  void refusesASecondDocument() throws IOException {
    assertTrue(complaintAbout(VectorFile.format(vector) + "{}").contains("Trailing token"));
  }

  private String complaintAbout(String text) throws IOException {
    Files.writeString(file, text);
    String message = assertThrows(VectorException.class, () -> VectorFile.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
