package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ServerHello;
import java.util.Locale;
import java.util.Optional;

/** Holds a ServerHello against the offer (RFC 5246 §7.4.1.3). Pure: changes nothing. */
final class ServerHelloCheck {
  static final int TLS_1_2 = 0x0303;

  /** The end of the random of a server that could do TLS 1.2 and answers an older version (RFC 8446 §4.1.3). */
  private static final Bytes DOWNGRADE_TO_1_1 = Bytes.fromHex("444f574e47524400");

  private final ServerHello hello;
  private final Offer offer;

  private ServerHelloCheck(ServerHello hello, Offer offer) {
    this.hello = hello;
    this.offer = offer;
  }

  /** What is agreed on, if all of it is right. */
  static Negotiated check(ServerHello hello, Offer offer) throws TlsAlert {
    return new ServerHelloCheck(hello, offer).check();
  }

  private Negotiated check() throws TlsAlert {
    checkVersion();
    CipherSuite suite = suite();
    if (hello.compressionMethod() != 0) {
      throw Fault.COMPRESSION_NOT_OFFERED.with(hello.compressionMethod());
    }
    ServerExtensions answer = ServerExtensions.read(hello.extensions(), offer);
    Optional<Resumable> resumed = resumed();
    if (resumed.isPresent()) {
      checkResumed(resumed.get(), suite, answer);
    }
    checkDemands(answer);
    return new Negotiated(
        suite,
        offer.hello().random(),
        hello.random(),
        resumed.isPresent(),
        hello.sessionId(),
        answer.extendedMasterSecret(),
        answer.secureRenegotiation(),
        answer.sessionTicket(),
        answer.statusRequest(),
        answer.alpn(),
        maxFragmentLength(answer, resumed),
        answer.recordSizeLimit());
  }

  private void checkVersion() throws TlsAlert {
    if (hello.serverVersion() != TLS_1_2) {
      throw Fault.VERSION_NOT_OFFERED.with(hex16(hello.serverVersion()));
    }
    // The other sentinel says "TLS 1.2 instead of 1.3", which is what a client without TLS 1.3 asks for.
    Bytes random = hello.random();
    int sentinel = random.length() - DOWNGRADE_TO_1_1.length();
    if (Bytes.of(random.unsafeArray(), sentinel, DOWNGRADE_TO_1_1.length()).equals(DOWNGRADE_TO_1_1)) {
      throw Fault.DOWNGRADE.with("TLS 1.1 or older");
    }
  }

  private CipherSuite suite() throws TlsAlert {
    int code = hello.cipherSuite();
    if (!offer.hasSuite(code)) {
      throw Fault.SUITE_NOT_OFFERED.with(suiteName(code));
    }
    Optional<CipherSuite> suite = CipherSuite.of(code).filter(offer.suites()::contains);
    return suite.orElseThrow(() -> Fault.OFFERED_NOT_IMPLEMENTED.with("suite", suiteName(code)));
  }

  /** The session that the server takes up: it answers the id that we sent (RFC 5246 §7.4.1.3, RFC 5077 §3.4). */
  private Optional<Resumable> resumed() throws TlsAlert {
    Bytes ours = offer.hello().sessionId();
    if (ours.isEmpty() || !hello.sessionId().equals(ours)) {
      return Optional.empty();
    }
    if (offer.session().isEmpty()) {
      throw Fault.SESSION_NOT_OFFERED.with(ours);
    }
    return offer.session();
  }

  private static void checkResumed(Resumable session, CipherSuite suite, ServerExtensions answer) throws TlsAlert {
    if (suite != session.suite()) {
      throw Fault.RESUMED_SUITE_CHANGED.with(session.suite(), suite);
    }
    // RFC 7627 §5.3: as it was, so it stays.
    if (answer.extendedMasterSecret() != session.extendedMasterSecret()) {
      throw Fault.EXTENDED_MASTER_SECRET_CHANGED.with(
          session.extendedMasterSecret() ? "has" : "lacks",
          answer.extendedMasterSecret() ? "agrees to" : "lacks");
    }
  }

  private void checkDemands(ServerExtensions answer) throws TlsAlert {
    if (offer.requireExtendedMasterSecret() && !answer.extendedMasterSecret()) {
      throw Fault.EXTENDED_MASTER_SECRET_MISSING.with();
    }
    if (offer.requireSecureRenegotiation() && !answer.secureRenegotiation()) {
      throw Fault.SECURE_RENEGOTIATION_MISSING.with();
    }
  }

  /** RFC 6066 §4: it holds for the session, and so after resumption as well. */
  private static int maxFragmentLength(ServerExtensions answer, Optional<Resumable> resumed) {
    return answer.maxFragmentLength() != 0
        ? answer.maxFragmentLength()
        : resumed.map(Resumable::maxFragmentLength).orElse(0);
  }

  static String suiteName(int code) {
    return CipherSuite.of(code).map(CipherSuite::name).orElse(hex16(code));
  }

  static String hex16(int code) {
    return String.format(Locale.ROOT, "0x%04X", code);
  }

  /** Whether the random ends as that of a server with TLS 1.3 must (RFC 8446 §4.1.3). */
  static boolean hasTls13(ServerHello hello) {
    return hello.random().toString().endsWith("444f574e47524401");
  }
}
