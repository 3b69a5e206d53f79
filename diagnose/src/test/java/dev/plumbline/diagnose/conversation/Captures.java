package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.FlowListener;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real captures that lie beside the checkout. */
final class Captures {
  private Captures() {}

  /** Their folders, in the order of names; skips the test where there are none. */
  static List<Path> all() throws Exception {
    Path captures = folder();
    try (Stream<Path> folders = Files.list(captures)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  static Path folder() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }

  static List<Conversation> read(String name) throws Exception {
    return read(folder().resolve(name));
  }

  /** The conversations of a case, with the secrets that it hands out. */
  static List<Conversation> read(Path folder) throws Exception {
    ConversationRecorder recorder = new ConversationRecorder(keys(folder));
    play(folder, recorder);
    return recorder.conversations();
  }

  static KeyLog keys(Path folder) throws Exception {
    Path file = folder.resolve("keylog.txt");
    return Files.exists(file) ? KeyLog.of(Files.readAllBytes(file)) : new KeyLog();
  }

  static void play(Path folder, FlowListener listener) throws Exception {
    Path pcap = folder.resolve("capture.pcap");
    Path file = Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng");
    try (InputStream in = Files.newInputStream(file)) {
      CaptureReader.read(in, Files.size(file), listener, CaptureProgress.NONE);
    }
  }
}
