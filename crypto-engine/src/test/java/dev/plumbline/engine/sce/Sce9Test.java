package dev.plumbline.engine.sce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.TrafficKeys;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.testing.CannedServer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Sce9Test {
  private static final byte[] RANDOM = new byte[32];

  @Test
  void itOffersNeitherExtendedMasterSecretNorItsSecrets() throws Exception {
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED, Engines.systemEntropy());
        MasterSecret master = master(engine)) {
      assertFalse(engine.profile().can(Capability.EXTENDED_MASTER_SECRET));
      assertTrue(engine.reveal(master, SecretReveal.insecureSecretReveal()).isEmpty());
    }
  }

  @Test
  void theSessionHashIsRefusedBecauseTheVerbTakesRandomsOnly() throws Exception {
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED, Engines.systemEntropy());
        PreMasterSecret preMaster = preMaster(engine)) {
      EngineException refused =
          assertThrows(
              EngineException.class,
              () -> engine.masterSecret(preMaster, HashAlgorithm.SHA256, new MasterSeed.SessionHash(RANDOM)));
      assertEquals(EngineException.Kind.UNSUPPORTED, refused.kind());
    }
  }

  @Test
  void anUnalignedOperandFailsAsTheEngineFailsOrIsCopiedAndCounted() throws Exception {
    byte[] hash = new byte[40];
    try (DeviceEngine strict = Sce9.engine(Sce9Rules.PORTED.with("operands", "strict"), Engines.systemEntropy());
        MasterSecret master = master(strict)) {
      EngineException refused = assertThrows(EngineException.class, () -> finish(strict, master, hash, 1));
      assertEquals(EngineException.Kind.BAD_BUFFER, refused.kind());
      assertDoesNotThrow(() -> finish(strict, master, hash, 4));
    }
    try (DeviceEngine ported = Sce9.engine(Sce9Rules.PORTED, Engines.systemEntropy());
        MasterSecret master = master(ported)) {
      finish(ported, master, hash, 1);
      assertEquals(32, ported.memory().meter().bytesBounced());
    }
  }

  @Test
  void aBusyEngineSaysSoAndWorksWhenAskedAgain() throws Exception {
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED.with("busy-every", "2"), Engines.systemEntropy())) {
      engine.hash(HashAlgorithm.SHA256).close();
      EngineException busy = assertThrows(EngineException.class, () -> engine.hash(HashAlgorithm.SHA256));
      assertEquals(EngineException.Kind.BUSY, busy.kind());
      assertEquals("FSP_ERR_CRYPTO_SCE_RESOURCE_CONFLICT", busy.status().orElseThrow().name());
      assertDoesNotThrow(() -> engine.hash(HashAlgorithm.SHA256).close());
    }
  }

  /** The AES verbs share the engine's resources with all others, so they conflict like them. */
  @Test
  void recordsMeetABusyEngineTooAndLoseNothing() throws Exception {
    int period = 20;
    String every = Integer.toString(period);
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED.with("busy-every", every), Engines.systemEntropy());
        MasterSecret master = master(engine);
        TrafficKeys keys =
            engine.trafficKeys(master, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, RANDOM, RANDOM);
        RecordCipher cipher = keys.clientWrite();
        RecordCipher other = keys.serverWrite()) {
      assertNotSame(cipher, other);
      byte[] sealed = new byte[16 + cipher.overhead()];
      EngineException busy = null;
      int sequence = -1;
      while (busy == null && sequence < period) {
        Arrays.fill(sealed, (byte) 0);
        busy = seal(cipher, ++sequence, sealed);
      }
      assertNotNull(busy);
      assertEquals(EngineException.Kind.BUSY, busy.kind());
      assertEquals("FSP_ERR_CRYPTO_SCE_RESOURCE_CONFLICT", busy.status().orElseThrow().name());
      assertArrayEquals(new byte[sealed.length], sealed, "nothing was written");
      assertNull(seal(cipher, sequence, sealed), "the same record again, under the same number");
    }
  }

  /** Why a record could not be sealed; null if it was. */
  private static EngineException seal(RecordCipher cipher, long sequence, byte[] out) {
    try {
      cipher.seal(sequence, 23, CryptoView.of(new byte[16]), CryptoView.of(out));
      return null;
    } catch (EngineException e) {
      return e;
    }
  }

  @Test
  void allThatRamHoldsOfAKeyIsItsWrappedWords() throws Exception {
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED, Engines.systemEntropy());
        MasterSecret master = master(engine)) {
      TrafficKeys keys =
          engine.trafficKeys(master, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, RANDOM, RANDOM);
      assertEquals(2 * 9 * 4, engine.memory().meter().peakByPurpose().get(Purpose.KEY_SCHEDULE));
      keys.clientWrite().close();
      keys.serverWrite().close();
      keys.close();
      assertEquals(0, engine.memory().meter().ramInUse());
    }
  }

  private static void finish(DeviceEngine engine, MasterSecret master, byte[] hash, int offset) throws EngineException {
    engine.verifyData(
        master,
        HashAlgorithm.SHA256,
        Finisher.CLIENT,
        CryptoView.of(hash, offset, 32).in(MemoryRegion.RAM),
        CryptoView.of(new byte[12]));
  }

  private static MasterSecret master(DeviceEngine engine) throws Exception {
    return engine.masterSecret(preMaster(engine), HashAlgorithm.SHA256, new MasterSeed.Randoms(RANDOM, RANDOM));
  }

  private static PreMasterSecret preMaster(DeviceEngine engine) throws Exception {
    return new CannedServer(RANDOM, RANDOM).agree(engine);
  }
}
