package dev.plumbline.engine.sce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.testing.CannedServer;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Sce9PropertyTest {
  private static final byte[] RANDOM = new byte[32];

  @Property(tries = 40)
  void copyingAndRefusingAgreeWhereverNothingIsRefused(
      @ForAll @IntRange(max = 15) int offset, @ForAll MemoryRegion region, @ForAll byte filling) throws Exception {
    byte[] hash = new byte[64];
    hash[offset] = filling;
    CannedServer server = new CannedServer(RANDOM, RANDOM);
    Optional<byte[]> refusing = verifyData(server, "strict", hash, offset, region);
    byte[] copying = verifyData(server, "bounce", hash, offset, region).orElseThrow();
    assertEquals(offset % 4 == 0 && region == MemoryRegion.RAM, refusing.isPresent());
    refusing.ifPresent(bytes -> assertArrayEquals(copying, bytes));
  }

  /** Empty if the engine refuses the operand. */
  private static Optional<byte[]> verifyData(
      CannedServer server, String operands, byte[] hash, int offset, MemoryRegion region) throws Exception {
    try (DeviceEngine engine = Sce9.engine(Sce9Rules.PORTED.with("operands", operands), PinnedEntropy.seeded(1));
        PreMasterSecret agreed = server.agree(engine);
        MasterSecret master =
            engine.masterSecret(agreed, HashAlgorithm.SHA256, new MasterSeed.Randoms(RANDOM, RANDOM))) {
      CryptoView out = CryptoView.of(new byte[12]);
      CryptoView in = CryptoView.of(hash, offset, 32).in(region);
      engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, in, out);
      return Optional.of(out.copy());
    } catch (EngineException refused) {
      assertEquals(EngineException.Kind.BAD_BUFFER, refused.kind());
      return Optional.empty();
    }
  }
}
