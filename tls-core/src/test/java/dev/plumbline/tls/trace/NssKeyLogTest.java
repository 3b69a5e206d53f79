package dev.plumbline.tls.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NssKeyLogTest {
  private static final byte[] RANDOM = filled(32, 0xAB);
  private static final byte[] MASTER = filled(48, 0x0F);
  private static final String LINE = "CLIENT_RANDOM " + "ab".repeat(32) + " " + "0f".repeat(48);

  @TempDir private Path directory;

  @Test
  void writesALineAtOnce() throws IOException {
    Path file = directory.resolve("keys");
    try (NssKeyLog log = NssKeyLog.append(file)) {
      assertTrue(log.wants());
      log.clientRandom(RANDOM, MASTER);
      assertEquals(List.of(LINE), Files.readAllLines(file));
    }
  }

  @Test
  void appendsToWhatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), "# earlier\n");
    for (int i = 0; i < 2; i++) {
      try (NssKeyLog log = NssKeyLog.append(file)) {
        log.clientRandom(RANDOM, MASTER);
      }
    }
    assertEquals(List.of("# earlier", LINE, LINE), Files.readAllLines(file));
  }

  @Test
  void createsTheFileForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("keys");
    NssKeyLog.append(file).close();
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  @Test
  void keepsLinesWholeAcrossThreads() throws Exception {
    Path file = directory.resolve("keys");
    Set<String> expected = new HashSet<>();
    try (NssKeyLog log = NssKeyLog.append(file)) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 200; i++) {
        byte[] random = filled(32, i);
        expected.add(new String(NssKeyLog.line(random, MASTER), StandardCharsets.US_ASCII).strip());
        threads.execute(() -> log.clientRandom(random, MASTER));
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }
    assertEquals(expected, new HashSet<>(Files.readAllLines(file)));
  }

  @Test
  void tellsTheErrorThatStoppedIt() throws IOException {
    NssKeyLog log = NssKeyLog.append(Path.of("/dev/full"));
    log.clientRandom(RANDOM, MASTER);
    assertTrue(log.failure().isPresent());
    assertFalse(log.wants());
    log.clientRandom(RANDOM, MASTER);
    assertEquals(log.failure().orElseThrow(), assertThrows(IOException.class, log::close));
  }

  @Test
  void wantsNothingOnceClosed() throws IOException {
    Path file = directory.resolve("keys");
    NssKeyLog log = NssKeyLog.append(file);
    log.close();
    assertFalse(log.wants());
    log.clientRandom(RANDOM, MASTER);
    assertEquals(0, Files.size(file));
  }

  @Test
  void refusesSecretsOfAnotherLength() {
    assertThrows(IllegalArgumentException.class, () -> NssKeyLog.line(RANDOM, new byte[47]));
    assertThrows(IllegalArgumentException.class, () -> NssKeyLog.line(new byte[33], MASTER));
    assertFalse(KeyLog.NONE.wants());
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
