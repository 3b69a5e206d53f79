package dev.plumbline.diagnose.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.WireReader;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DeviceHelloTest {
  private static final String NAME = "broker.example.com";
  private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-02-03T04:05:06Z"));
  private static final Entropy ZEROS =
      (purpose, out, offset, length) -> Arrays.fill(out, offset, offset + length, (byte) 0);

  static Stream<String> profiles() {
    return Stream.concat(Profiles.NAMES.stream(),
        Stream.of("synergy-ssp2:ecc=uninitialised", "synergy-ssp2:ecc=off,sni=off", "netx-software:sni=off"));
  }

  private static TlsClientConfig.Builder builder(CryptoEngine engine) {
    TrustAnchors anchors = TrustAnchors.of(engine, List.of(), MemoryRegion.RAM);
    return TlsClientConfig.builder(engine, anchors).serverName(NAME).clock(NOW).entropy(ZEROS);
  }

  private static byte[] hello(TlsClientConfig config) {
    try (TlsClient client = new TlsClient(config)) {
      ByteBuffer out = ByteBuffer.allocate(1 << 14);
      client.transmit(out);
      return Arrays.copyOf(out.array(), out.position());
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void withoutChangesItIsTheDevicesOwnWhateverEngineComputes(String spec) throws Exception {
    DeviceProfile profile = Profiles.parse(spec);
    try (CryptoEngine device = profile.engine().spec().open(ZEROS);
        CryptoEngine software = Engines.software(ZEROS)) {
      byte[] expected = hello(profile.apply(builder(device), device.profile()).build());
      TlsClientConfig.Builder config = builder(software);
      new DeviceHello(profile, software.profile(), HostName.of(NAME)).apply(config, List.of());
      assertArrayEquals(expected, hello(config.build()));
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void eachAdditionIsThereAndNothingIsLost(String spec) throws Exception {
    DeviceProfile profile = Profiles.parse(spec);
    try (CryptoEngine software = Engines.software(ZEROS)) {
      DeviceHello device = new DeviceHello(profile, software.profile(), HostName.of(NAME));
      ClientHello asIs = parsed(device, software, List.of());
      for (Change change : Stream.concat(device.additions().stream(), device.protocols().stream()).toList()) {
        ClientHello changed = parsed(device, software, List.of(change));
        assertTrue(changed.cipherSuites().containsAll(asIs.cipherSuites()));
        asIs.extensions().forEach(each -> assertTrue(PickyFront.has(changed, each.type()), each::toString));
        change.kind().extensions().forEach(type -> assertTrue(PickyFront.has(changed, type.code()), change::toString));
        assertEquals(change.kind() == Change.Kind.SUITE, !changed.cipherSuites().equals(asIs.cipherSuites()));
        assertFalse(change.toString().isEmpty());
      }
      ClientHello all = parsed(device, software, device.additions());
      assertEquals(all.cipherSuites().size(), all.cipherSuites().stream().distinct().count());
    }
  }

  private static ClientHello parsed(DeviceHello device, CryptoEngine engine, List<Change> changes) throws Exception {
    TlsClientConfig.Builder config = builder(engine);
    device.apply(config, changes);
    byte[] record = hello(config.build());
    return ClientHello.read(new WireReader("ClientHello", record, 9, record.length - 9));
  }
}
