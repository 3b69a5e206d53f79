package dev.plumbline.tls.x509;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SubjectKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that the user trusts, and their keys inside one engine (RFC 5280 §6.1.1 (d)).
 *
 * <p>May be used by any number of connections and threads. A key enters the engine when it is first needed and
 * stays there until {@link #close()}; since a handle must not be used by two threads at once, each search borrows
 * one, and there are as many per anchor as ever searched at the same time, up to {@value #IDLE}. The engine is not
 * closed with it.
 */
public final class TrustAnchors implements AutoCloseable {
  private static final int IDLE = 8;

  private final CryptoEngine engine;
  private final List<Anchor> anchors;
  private boolean closed;

  private TrustAnchors(CryptoEngine engine, List<Anchor> anchors) {
    this.engine = engine;
    this.anchors = anchors;
  }

  /** Anchors in RAM. */
  public static TrustAnchors of(CryptoEngine engine, List<ParsedCertificate> certificates) {
    return of(engine, certificates, MemoryRegion.RAM);
  }

  /** Anchors that the device keeps in that region. */
  public static TrustAnchors of(CryptoEngine engine, List<ParsedCertificate> certificates, MemoryRegion region) {
    return new TrustAnchors(
        engine,
        new LinkedHashSet<>(certificates).stream().map(certificate -> new Anchor(certificate, region)).toList());
  }

  /** The engine that holds the keys. */
  public CryptoEngine engine() {
    return engine;
  }

  /** Without duplicates, in the order in which they were given. */
  public List<ParsedCertificate> certificates() {
    return anchors.stream().map(Anchor::certificate).toList();
  }

  /** Forgets the keys; those that a search borrowed go when it gives them back. */
  @Override
  public void close() {
    synchronized (anchors) {
      closed = true;
      for (Anchor anchor : anchors) {
        anchor.idle.forEach(SubjectKey::close);
        anchor.idle.clear();
      }
    }
  }

  List<Anchor> anchors() {
    return anchors;
  }

  /** The anchor that is this very certificate. */
  Optional<Anchor> find(ParsedCertificate certificate) {
    for (Anchor anchor : anchors) {
      if (anchor.certificate.equals(certificate)) {
        return Optional.of(anchor);
      }
    }
    return Optional.empty();
  }

  /** A handle for one thread, to be given back; null if the key is none of this profile's. */
  SubjectKey borrow(Anchor anchor) throws PeerRejected, EngineException {
    synchronized (anchors) {
      if (closed) {
        throw new IllegalStateException("the trust anchors are closed");
      }
      SubjectKey idle = anchor.idle.poll();
      if (idle != null) {
        return idle;
      }
    }
    return newKey(anchor);
  }

  /** A handle that nobody wants back. */
  SubjectKey newKey(Anchor anchor) throws PeerRejected, EngineException {
    Optional<PublicKeyInfo> key = anchor.certificate.publicKey(anchor.region);
    return key.isEmpty() ? null : engine.trustAnchor(key.get());
  }

  void giveBack(Anchor anchor, SubjectKey key) {
    synchronized (anchors) {
      if (!closed && anchor.idle.size() < IDLE) {
        anchor.idle.push(key);
        return;
      }
    }
    key.close();
  }

  /** One certificate and the handles on its key that nobody uses now. */
  static final class Anchor {
    private final ParsedCertificate certificate;
    private final MemoryRegion region;
    private final Deque<SubjectKey> idle = new ArrayDeque<>(1);

    private Anchor(ParsedCertificate certificate, MemoryRegion region) {
      this.certificate = certificate;
      this.region = region;
    }

    ParsedCertificate certificate() {
      return certificate;
    }
  }
}
