package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Anchors that outlive connections. */
class TrustAnchorsTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate leaf = pki.server("host.example").issuedBy(root);

  private VerifiedPath verify(PathBuilder builder) throws Exception {
    VerifiedPath path =
        builder.verify(
            builder.read(List.of(Bytes.of(leaf.der()))),
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            HostName.of("host.example"),
            PathCase.NOW);
    path.leafKey().close();
    return path;
  }

  @Test
  void aKeyEntersTheEngineOnceForManyConnections() throws Exception {
    FailingEngine engine = new FailingEngine(Engines.software());
    try (TrustAnchors anchors = TrustAnchors.of(engine, List.of(PathCase.parsed(root)))) {
      PathBuilder builder = new PathBuilder(anchors, PathPolicy.ideal());
      for (int i = 0; i < 5; i++) {
        verify(builder);
      }
    }
    assertEquals(1, Collections.frequency(engine.calls(), Verb.TRUST_ANCHOR));
    assertEquals(5, Collections.frequency(engine.calls(), Verb.VERIFY_CERTIFICATE));
  }

  @Test
  void closingForgetsTheKeys() throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(Engines.software());
    TrustAnchors anchors = TrustAnchors.of(engine, List.of(PathCase.parsed(root)));
    PathBuilder builder = new PathBuilder(anchors, PathPolicy.ideal());
    verify(builder);
    assertEquals(1, engine.openHandles());

    anchors.close();
    anchors.close();

    assertEquals(0, engine.openHandles());
    assertThrows(IllegalStateException.class, () -> verify(builder));
  }

  @Test
  void manyThreadsMaySearchAtOnceAndNoHandleIsShared() throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(Engines.software());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (TrustAnchors anchors = TrustAnchors.of(engine, List.of(PathCase.parsed(root)))) {
      PathBuilder builder = new PathBuilder(anchors, PathPolicy.ideal());
      List<Future<VerifiedPath>> paths = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        paths.add(threads.submit((Callable<VerifiedPath>) () -> verify(builder)));
      }
      for (Future<VerifiedPath> path : paths) {
        assertEquals(2, path.get().path().size());
      }
      assertTrue(engine.openHandles() <= 4, () -> engine.leaks().toString());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), engine.leaks());
    assertEquals(List.of(), engine.misuses());
  }

  @Test
  void aBorrowedHandleIsItsBorrowersAlone() throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(new NullEngine());
    TrustAnchors anchors = TrustAnchors.of(engine, List.of(PathCase.parsed(root)));
    TrustAnchors.Anchor anchor = anchors.anchors().get(0);
    var one = anchors.borrow(anchor);
    var two = anchors.borrow(anchor);
    assertTrue(one != two);

    anchors.giveBack(anchor, one);
    anchors.close();
    assertEquals(1, engine.openHandles());
    anchors.giveBack(anchor, two);

    assertEquals(0, engine.openHandles());
  }

  @Test
  void theSameCertificateTwiceIsOneAnchor() {
    try (TrustAnchors anchors =
        TrustAnchors.of(new NullEngine(), List.of(PathCase.parsed(root), PathCase.parsed(root)))) {
      assertEquals(List.of(PathCase.parsed(root)), anchors.certificates());
    }
  }

  @Test
  void keysSayWhichMemoryTheyAreIn() {
    PublicKeyInfo.Ec key = (PublicKeyInfo.Ec) PathCase.parsed(root).publicKey(MemoryRegion.ROM).orElseThrow();

    assertEquals(MemoryRegion.ROM, key.point().region());
  }
}
