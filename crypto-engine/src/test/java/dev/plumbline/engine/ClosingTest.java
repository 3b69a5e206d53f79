package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine and its caller may close the same handles at the same moment. */
class ClosingTest {
  @Test
  @Timeout(60)
  void closingTheEngineWhileItsHandlesAreClosedEnds() throws Exception {
    for (int round = 0; round < 50; round++) {
      CryptoEngine engine = Engines.software();
      List<RunningHash> hashes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        hashes.add(engine.hash(HashAlgorithm.SHA256));
      }
      Thread closer = new Thread(engine::close);
      closer.start();
      hashes.forEach(Handle::close);
      closer.join();
      assertThrows(IllegalStateException.class, () -> hashes.get(0).reset());
    }
  }
}
