package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for one server's files; gone when closed. */
record Scratch(Path path) implements AutoCloseable {
  static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("plumbline-peer"));
  }

  /** Writes a file and returns its absolute path. */
  String write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text).toString();
  }

  String write(String name, byte[] bytes) throws IOException {
    return Files.write(path.resolve(name), bytes).toString();
  }

  @Override
  public void close() {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
