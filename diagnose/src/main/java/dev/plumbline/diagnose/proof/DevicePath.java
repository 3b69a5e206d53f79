package dev.plumbline.diagnose.proof;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.KeyType;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathBuilder;
import dev.plumbline.tls.x509.PathPolicy;
import dev.plumbline.tls.x509.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks tls-core's path builder, under a device's policy, what it makes of a chain. */
final class DevicePath {
  private static final HostName NOBODY = HostName.of("name.invalid");

  private DevicePath() {}

  static PolicyAnswer ask(
      List<Bytes> sent, List<ParsedCertificate> anchors, PathPolicy policy, KeyExchange exchange, Instant now) {
    try (CryptoEngine engine = Engines.software();
        TrustAnchors trust = TrustAnchors.of(engine, anchors)) {
      PathBuilder builder = new PathBuilder(trust, policy);
      List<ParsedCertificate> certificates = builder.read(sent);
      Optional<KeyType> type = certificates.get(0).keyType();
      if (type.isEmpty()) {
        return refused(
            Optional.of(Fault.CERTIFICATE_ALGORITHM), "the server's key is none that this client computes with");
      }
      builder.verify(certificates, suite(type.get(), exchange), NOBODY, now).leafKey().close();
      return accepted();
    } catch (TlsAlert alert) {
      boolean nameOnly = alert.fault().filter(Fault.CERTIFICATE_NAME::equals).isPresent(); // asked last of all
      return nameOnly ? accepted() : refused(alert.fault(), NameText.plain(alert.getMessage()));
    } catch (EngineException e) {
      return new PolicyAnswer(false, Optional.empty(), "could not be computed: " + e.getMessage());
    }
  }

  private static CipherSuite suite(KeyType type, KeyExchange exchange) {
    return type == KeyType.EC ? CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
        : exchange == KeyExchange.RSA_TRANSPORT ? CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256
            : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
  }

  private static PolicyAnswer accepted() {
    return new PolicyAnswer(true, Optional.empty(), "the device's path rules accept the chain");
  }

  private static PolicyAnswer refused(Optional<Fault> fault, String why) {
    return new PolicyAnswer(false, fault, "the device's path rules refuse: " + why);
  }
}
