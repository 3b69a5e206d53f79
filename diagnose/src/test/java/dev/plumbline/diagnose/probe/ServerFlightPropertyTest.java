package dev.plumbline.diagnose.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class ServerFlightPropertyTest {
  private static final byte[] FLIGHT = flight();

  /** What the JDK answers to a Synergy's hello. */
  private static byte[] flight() {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Test Root").selfSigned();
    IssuedCertificate server = pki.server("broker.example.com").issuedBy(root);
    try (CryptoEngine engine = Engines.software(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, List.of(), MemoryRegion.RAM)) {
      TlsClientConfig.Builder config =
          TlsClientConfig.builder(engine, anchors).serverName("broker.example.com");
      Profiles.byName("synergy-ssp2").apply(config, engine.profile());
      try (TlsClient client = new TlsClient(config.build())) {
        ByteBuffer out = ByteBuffer.allocate(1 << 14);
        client.transmit(out);
        byte[] hello = Arrays.copyOf(out.array(), out.position());
        return JsseServer.of(JsseServer.context(root, server), each -> {}).exchange(hello);
      }
    } catch (ProfileException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerFlight read(byte[] bytes, Random cuts) {
    ServerFlight flight = new ServerFlight();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + cuts.nextInt(200));
      flight.receive(Arrays.copyOfRange(bytes, at, at + length), length);
      at += length;
    }
    return flight;
  }

  @Property
  void cuttingMakesNoDifference(@ForAll long seed) {
    ServerFlight flight = read(FLIGHT, new Random(seed));
    assertEquals(ServerFlight.End.DONE, flight.end());
    assertEquals(OptionalInt.of(0x0303), flight.version());
    assertEquals(OptionalInt.of(23), flight.group());
    // The first for ECDSA that the Synergy offers, which the JDK still signs with.
    assertEquals(OptionalInt.of(0x0203), flight.scheme());
    assertEquals(0xC02B, flight.hello().orElseThrow().cipherSuite());
    assertEquals(1, flight.certificates().size());
  }

  @Property
  void aPartOfItIsNotTheEnd(@ForAll @IntRange(max = 100_000) int cut) {
    byte[] part = Arrays.copyOf(FLIGHT, cut % FLIGHT.length);
    assertEquals(ServerFlight.End.NONE, read(part, new Random(cut)).end());
  }

  @Property
  void whateverComesIsReadToSomeEnd(@ForAll long seed, @ForAll byte[] noise) {
    Random random = new Random(seed);
    byte[] broken = FLIGHT.clone();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();
    }
    read(broken, random);
    assertTrue(read(noise, random).received().length <= noise.length);
  }
}
