package dev.plumbline.diagnose.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile says of the records that its device makes reaches the client. */
class ProfileRecordsTest {
  @ParameterizedTest
  @CsvSource({
    "openssl, true, 16384", "wolfssl, true, 16384", "synergy-ssp2, false, 16384", "arduino-bearssl, false, 512",
    "google-cloud-iot-arduino, false, 4096"
  })
  void nonceAndSizeAreTheProfiles(String name, boolean random, int size) throws Exception {
    try (CryptoEngine engine = Engines.software();
        TrustAnchors anchors = TrustAnchors.of(engine, List.of())) {
      TlsClientConfig.Builder builder = TlsClientConfig.builder(engine, anchors).serverName("localhost");
      TlsClientConfig config = Profiles.parse(name).apply(builder, engine.profile()).build();
      assertEquals(random, config.nonceFromRandom());
      assertEquals(size, config.sendLimit());
    }
  }
}
