package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.plumbline.engine.testing.NullEngine;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Records and hashes cost no allocation, so that a long connection makes no garbage. */
class AllocationTest {
  private static final int WARM_UP = 200;
  private static final int MEASURED = 1000;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long sequence;

  @Test
  void softwareEngineSealsAndOpensWithoutAllocating() throws Throwable {
    CryptoEngine engine = Engines.software();
    SubjectKey server = engine.trustAnchor(TestKeys.RSA_2048.info());
    PreMasterSecret secret = engine.encryptedPreMaster(server, 0x0303, CryptoView.of(new byte[256]));
    MasterSeed seed = new MasterSeed.Randoms(new byte[32], new byte[32]);
    MasterSecret master = engine.masterSecret(secret, HashAlgorithm.SHA256, seed);
    CipherSuite suite = CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;
    assertNothingAllocated(engine.trafficKeys(master, suite, new byte[32], new byte[32]).clientWrite());
  }

  @Test
  void nullEngineSealsAndOpensWithoutAllocating() throws Throwable {
    assertNothingAllocated(NullEngine.recordCipher());
  }

  private void assertNothingAllocated(RecordCipher cipher) throws Throwable {
    byte[] record = new byte[1000 + cipher.overhead()];
    CryptoView plaintext = CryptoView.of(record, cipher.explicitNonceLength(), 1000);
    CryptoView fragment = CryptoView.of(record);
    assertNothingAllocated(
        () -> {
          sequence++;
          cipher.seal(sequence, 23, plaintext, fragment);
          cipher.open(sequence, 23, fragment, plaintext);
        });
  }

  @Test
  void hashIsUpdatedAndReadWithoutAllocating() throws Throwable {
    byte[] data = new byte[500];
    try (RunningHash hash = Engines.software().hash(HashAlgorithm.SHA256)) {
      assertNothingAllocated(
          () -> {
            hash.update(data, 0, data.length);
            hash.peek(data, 0);
          });
    }
  }

  private void assertNothingAllocated(Executable operation) throws Throwable {
    for (int i = 0; i < WARM_UP; i++) {
      operation.execute();
    }
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      operation.execute();
    }
    long perOperation = (thread.getCurrentThreadAllocatedBytes() - before) / MEASURED;
    assertEquals(0, perOperation);
  }
}
