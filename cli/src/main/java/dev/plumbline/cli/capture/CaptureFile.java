package dev.plumbline.cli.capture;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.capture.CaptureException;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.rule.Surroundings;
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
    ConversationRecorder recorder = new ConversationRecorder(KeyLog.of(secrets));
    ProgressLine progress = new ProgressLine(console);
    try (InputStream in = Files.newInputStream(path)) {
      CaptureSummary summary = CaptureReader.read(in, Files.size(path), recorder, progress);
      Optional<Instant> end =
          summary.frames() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(0, summary.lastNanos()));
      return new CaptureFile(new Surroundings(recorder.conversations(), recorder.names(), end), summary);
    } catch (CaptureException e) {
      String sentence = e.getMessage();
      throw CommandFailure.usage(path + ": " + sentence.substring(0, 1).toLowerCase() + withoutStop(sentence), e);
    } catch (IOException e) {
      throw InputFiles.unreadable(path, "the capture", e);
    } finally {
      progress.done();
    }
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(1, sentence.length() - 1) : sentence.substring(1);
  }
}
