package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.tls.trace.OwnerOnlyFile;
import dev.plumbline.tls.trace.TraceJson;
import dev.plumbline.tls.trace.TraceRecorder;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.trace.TraceText;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A trace that becomes a file when it is closed: JSON if the file's name says so, otherwise lines. */
final class TraceFile implements Closeable {
  private final TraceRecorder recorder;
  private final Writer out;
  private final boolean json;

  private TraceFile(TraceRecorder recorder, Writer out, boolean json) {
    this.recorder = recorder;
    this.out = out;
    this.json = json;
  }

  /** Opens the file at once, so that nobody waits for a handshake only to hear that it can't be written. */
  static TraceFile create(Path path, boolean secrets) throws CommandFailure {
    try {
      Writer out = Channels.newWriter(
          OwnerOnlyFile.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
          StandardCharsets.UTF_8);
      TraceRecorder recorder =
          secrets ? TraceRecorder.withSecrets(SecretReveal.insecureSecretReveal()) : TraceRecorder.withoutSecrets();
      return new TraceFile(recorder, out, path.toString().endsWith(".json"));
    } catch (IOException e) {
      throw InputFiles.unwritable(path, "--trace", e);
    }
  }

  TraceSink sink() {
    return recorder;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (json) {
        TraceJson.write(recorder.trace(), out);
      } else {
        TraceText.write(recorder.trace(), out);
      }
    }
  }
}
