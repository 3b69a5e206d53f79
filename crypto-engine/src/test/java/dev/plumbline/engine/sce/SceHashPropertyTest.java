package dev.plumbline.engine.sce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.RegionSpec;
import dev.plumbline.engine.memory.RomWrite;
import dev.plumbline.engine.memory.WordOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** SHA-256 and HMAC through the words of device memory, in either order, are the JDK's. */
class SceHashPropertyTest {
  private final DeviceMemory memory =
      new DeviceMemory(
          new RegionSpec(MemoryRegion.RAM, 0x2000_0000L, 1 << 16, 4),
          new RegionSpec(MemoryRegion.ROM, 0, 1 << 10, 4),
          RomWrite.DROPPED);
  private final OperationMeter meter = new OperationMeter();

  @Property(tries = 300)
  void aHashReadOnTheWayAndAtTheEndIsTheJdks(
      @ForAll WordOrder order,
      @ForAll @Size(max = 300) byte[] data,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 130) Integer> pieces)
      throws Exception {
    MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    byte[] digest = new byte[32];
    try (SceHash hash = new SceHash(new ShaUnit(order, meter), memory)) {
      for (int at = 0, piece = 0; at < data.length; piece++) {
        int size = Math.min(pieces.get(piece % pieces.size()), data.length - at);
        hash.update(data, at, size);
        at += size;
        hash.peek(digest, 0);
        assertArrayEquals(jdk.digest(Arrays.copyOf(data, at)), digest);
      }
      hash.reset();
      hash.peek(digest, 0);
      assertArrayEquals(jdk.digest(), digest);
      assertEquals(2 * (32 + 64), memory.meter().peakByPurpose().get(Purpose.HASHES));
    }
    assertEquals(0, memory.meter().ramInUse());
  }

  @Property(tries = 100)
  void anHmacOfAnyKeyIsTheJdksMessageAfterMessage(
      @ForAll WordOrder order,
      @ForAll @NotEmpty @Size(max = 150) byte[] key,
      @ForAll @Size(max = 3) List<@Size(max = 150) byte[]> messages)
      throws Exception {
    Mac jdk = Mac.getInstance("HmacSHA256");
    jdk.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] out = new byte[34];
    try (SceHmac hmac = new SceHmac(new ShaUnit(order, meter), memory, key, 0, key.length)) {
      for (byte[] message : messages) {
        hmac.update(message, 0, message.length);
        hmac.finish(out, 1);
        assertArrayEquals(jdk.doFinal(message), Arrays.copyOfRange(out, 1, 33));
      }
    }
    assertEquals(0, memory.meter().ramInUse());
  }

  @Property(tries = 50)
  void everyBlockThatTheEngineTakesIsCounted(@ForAll @IntRange(max = 1000) int length) throws Exception {
    long before = meter.counts().getOrDefault(Operation.HASH, 0L);
    try (SceHash hash = new SceHash(new ShaUnit(WordOrder.BIG, meter), memory)) {
      hash.update(new byte[length], 0, length);
      hash.peek(new byte[32], 0);
    }
    assertEquals((length + 1 + 8 + 63) / 64, meter.counts().get(Operation.HASH) - before);
  }
}
