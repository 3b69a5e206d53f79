package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

/** An engine that somebody else holds at every second call: what was found out is not asked for again. */
class BusyPathTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final HostName HOST = HostName.of("host.example");
  private static final CipherSuite SUITE = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
  private static final int INTERMEDIATES = 6;

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final List<IssuedCertificate> chain = new ArrayList<>();
  private final FailingEngine engine = new FailingEngine(Engines.software());
  private int tries;

  BusyPathTest() {
    IssuedCertificate issuer = root;
    for (int i = 0; i < INTERMEDIATES; i++) {
      issuer = pki.ca("Intermediate " + i).issuedBy(issuer);
    }
    IssuedCertificate leaf = pki.server("host.example").issuedBy(issuer);
    for (IssuedCertificate next = leaf; next.issuer() != null; next = next.issuer()) {
      chain.add(next);
    }
    for (int call = 2; call < 400; call += 2) {
      engine.failCall(call, new EngineException(EngineException.Kind.BUSY, "in use"));
    }
  }

  /** One step that a connection repeats while the engine is busy. */
  private interface Step<T> {
    T run() throws TlsAlert, EngineException;
  }

  private <T> T untilDone(Step<T> step) throws TlsAlert {
    while (true) {
      try {
        tries++;
        return step.run();
      } catch (EngineException busy) {
        assertEquals(EngineException.Kind.BUSY, busy.kind());
        assertTrue(tries < 100, "no end in sight");
      }
    }
  }

  @Test
  void aChainLongerThanThePeriodIsVerifiedOnceAndSoIsItsStaple() throws Exception {
    IssuedCertificate responder =
        pki.client("Responder").purposes(KeyPurposeId.id_kp_OCSPSigning).issuedBy(chain.get(1));
    Bytes staple = Bytes.of(TestOcsp.about(chain.get(0)).signedBy(responder).make());
    try (LeakCheckingEngine checked = new LeakCheckingEngine(engine)) {
      verifyAll(checked, chain, staple);
      assertEquals(List.of(), checked.leaks());
      assertEquals(List.of(), checked.misuses());
    }
    int certificates = chain.size() + 1;
    int calls = engine.calls().size();
    int busy = calls / 2;
    assertEquals(1 + certificates + 1, calls - busy, "the anchor, each certificate, the response");
    assertTrue(tries <= busy + 2, "a try for each time it was busy, and one for each step");
  }

  @Test
  void aSignatureThatDidNotHoldIsNotAskedForAgainEither() throws Exception {
    IssuedCertificate impostor =
        pki.ca("Intermediate 5")
            .key(TestKey.of(TestKey.Kind.EC_P256, "impostor")).serial(BigInteger.TEN).issuedBy(chain.get(2));
    List<IssuedCertificate> sent = new ArrayList<>(chain);
    Collections.swap(sent, 1, 2);
    sent.add(1, impostor);
    try (LeakCheckingEngine checked = new LeakCheckingEngine(engine)) {
      verifyAll(checked, sent, null);
      assertEquals(List.of(), checked.leaks());
    }
    long verifications = engine.calls().stream().filter(verb -> verb == Verb.VERIFY_CERTIFICATE).count();
    assertTrue(verifications <= 2L * (sent.size() + 1), verifications + " for " + sent.size() + " certificates");
  }

  private void verifyAll(LeakCheckingEngine checked, List<IssuedCertificate> sent, Bytes staple) throws TlsAlert {
    try (TrustAnchors anchors = TrustAnchors.of(checked, List.of(PathCase.parsed(root)))) {
      PathBuilder builder = new PathBuilder(anchors, PathPolicy.ideal());
      List<ParsedCertificate> parsed = builder.read(sent.stream().map(one -> Bytes.of(one.der())).toList());
      try (HeldKeys keys = builder.keys()) {
        VerifiedPath path = untilDone(() -> builder.verify(parsed, SUITE, HOST, NOW, keys));
        assertEquals(INTERMEDIATES + 2, path.path().size());
        if (staple != null) {
          untilDone(() -> builder.checkStaple(path, staple, NOW, keys));
        }
        path.leafKey().close();
      }
    }
  }
}
