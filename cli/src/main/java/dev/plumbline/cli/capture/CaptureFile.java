package dev.plumbline.cli.capture;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.capture.CaptureException;
import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.rule.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A capture that was read: its connections, and what there is to say of the file.
 *
 * @param surroundings all connections
 * @param summary what the file holds
 */
public record CaptureFile(Surroundings surroundings, CaptureSummary summary) {

  /** Reads a capture; what takes long is told on the console. */
  public static CaptureFile read(Path path, Optional<Path> keyLog, Console console) throws CommandFailure {
    byte[] secrets = new byte[0];
    if (keyLog.isPresent()) {
      secrets = InputFiles.read(keyLog.get(), "--keylog", Integer.MAX_VALUE - 8);
    }
    ProgressLine progress = new ProgressLine(console);
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, Files.size(path), KeyLog.of(secrets), progress);
    } catch (CaptureException e) {
      String sentence = e.getMessage();
      throw CommandFailure.usage(path + ": " + sentence.substring(0, 1).toLowerCase() + withoutStop(sentence), e);
    } catch (IOException e) {
      throw InputFiles.unreadable(path, "the capture", e);
    } finally {
      progress.done();
    }
  }

  /** Reads a capture of our own making. */
  public static CaptureFile of(byte[] capture) {
    try {
      return read(new ByteArrayInputStream(capture), capture.length, new KeyLog(), CaptureProgress.NONE);
    } catch (CaptureException | IOException e) {
      throw new IllegalStateException("our own capture can't be read", e);
    }
  }

  private static CaptureFile read(InputStream in, long size, KeyLog keys, CaptureProgress progress)
      throws CaptureException, IOException {
    ConversationRecorder recorder = new ConversationRecorder(keys);
    CaptureSummary summary = CaptureReader.read(in, size, recorder, progress);
    Optional<Instant> end =
        summary.frames() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(0, summary.lastNanos()));
    return new CaptureFile(new Surroundings(recorder.conversations(), recorder.names(), end), summary);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(1, sentence.length() - 1) : sentence.substring(1);
  }
}
