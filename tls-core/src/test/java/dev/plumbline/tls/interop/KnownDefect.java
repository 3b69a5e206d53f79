package dev.plumbline.tls.interop;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.interop.Case.Device;
import dev.plumbline.tls.interop.Case.Limit;
import dev.plumbline.tls.interop.Case.Resumption;
import dev.plumbline.tls.testing.peer.GnuTlsPeer;
import dev.plumbline.tls.testing.peer.Peer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a peer breaks its promise, so that the right end of a case is a fault. {@code docs/interop.md} explains each. */
enum KnownDefect {
  /** A ticket that holds the client's certificate goes out in one record, though less was agreed (RFC 6066 §4). */
  GNUTLS_TICKET_OVER_MAX_FRAGMENT_LENGTH(
      GnuTlsPeer.class,
      each ->
          each.limit() == Limit.MFL_512
              && each.resumption() == Resumption.TICKET
              && each.device() != Device.ANONYMOUS,
      Fault.RECORD_OVER_NEGOTIATED_LIMIT);

  private final Class<? extends Peer> peer;
  private final Predicate<Case> cases;
  private final Fault fault;

  KnownDefect(Class<? extends Peer> peer, Predicate<Case> cases, Fault fault) {
    this.peer = peer;
    this.cases = cases;
    this.fault = fault;
  }

  /** The defect that such a case must run into. */
  static Optional<KnownDefect> of(Peer peer, Case each) {
    return Arrays.stream(values())
        .filter(defect -> defect.peer.isInstance(peer) && defect.cases.test(each))
        .findFirst();
  }

  Fault fault() {
    return fault;
  }
}
