package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One server, one set of anchors, one verdict. Whatever the verdict, no handle may be left open. */
final class PathCase {
  static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private final List<IssuedCertificate> trusted;
  private final List<Bytes> sent = new ArrayList<>();
  private CryptoEngine inner = Engines.software();
  private PathPolicy policy = PathPolicy.ideal();
  private String name = "host.example";
  private Instant now = NOW;
  private CipherSuite suite;
  private Bytes staple;
  private OcspStaple stapled;

  private PathCase(List<IssuedCertificate> trusted) {
    this.trusted = trusted;
  }

  static PathCase trusting(IssuedCertificate... anchors) {
    return new PathCase(Arrays.asList(anchors));
  }

  PathCase sends(IssuedCertificate... certificates) {
    Arrays.stream(certificates).forEach(certificate -> sent.add(Bytes.of(certificate.der())));
    return this;
  }

  PathCase sends(List<IssuedCertificate> certificates) {
    return sends(certificates.toArray(IssuedCertificate[]::new));
  }

  PathCase sendsBytes(byte[] der) {
    sent.add(Bytes.of(der));
    return this;
  }

  PathCase staples(byte[] ocspResponse) {
    staple = Bytes.of(ocspResponse);
    return this;
  }

  PathCase named(String serverName) {
    name = serverName;
    return this;
  }

  PathCase at(Instant instant) {
    now = instant;
    return this;
  }

  PathCase with(PathPolicy pathPolicy) {
    policy = pathPolicy;
    return this;
  }

  PathCase with(CipherSuite cipherSuite) {
    suite = cipherSuite;
    return this;
  }

  PathCase on(CryptoEngine engine) {
    inner = engine;
    return this;
  }

  /** What the OCSP response said. */
  OcspStaple stapled() {
    return stapled;
  }

  /** The path, from the leaf to the anchor; throws what the builder throws. */
  VerifiedPath verify() throws TlsAlert, EngineException {
    LeakCheckingEngine engine = new LeakCheckingEngine(inner);
    try (TrustAnchors anchors = TrustAnchors.of(engine, trusted.stream().map(PathCase::parsed).toList())) {
      PathBuilder builder = new PathBuilder(anchors, policy);
      List<ParsedCertificate> certificates = builder.read(sent);
      VerifiedPath path = builder.verify(certificates, suite(certificates.get(0)), HostName.of(name), now);
      try {
        stapled = staple == null ? null : builder.checkStaple(path, staple, now).orElse(null);
        assertEquals(path.leaf().keyType().orElseThrow(), path.leafKey().type());
        return path;
      } finally {
        path.leafKey().close();
      }
    } finally {
      assertEquals(List.of(), engine.leaks());
      assertEquals(List.of(), engine.misuses());
    }
  }

  private CipherSuite suite(ParsedCertificate leaf) {
    if (suite != null) {
      return suite;
    }
    return leaf.keyType().filter(type -> type == KeyType.RSA).isPresent()
        ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
  }

  /** The short names of the path. */
  List<String> path() throws TlsAlert, EngineException {
    return verify().path().stream().map(ParsedCertificate::shortName).toList();
  }

  /** The sentence of the refusal, whose fault must be this. */
  String refusedFor(Fault fault) {
    TlsAlert alert = assertThrows(TlsAlert.class, this::verify);
    assertEquals(fault, alert.fault().orElseThrow(), alert.getMessage());
    return alert.sentence();
  }

  static ParsedCertificate parsed(IssuedCertificate certificate) {
    try {
      return ParsedCertificate.parse(certificate.der());
    } catch (MalformedCertificate e) {
      throw new AssertionError(e);
    }
  }
}
