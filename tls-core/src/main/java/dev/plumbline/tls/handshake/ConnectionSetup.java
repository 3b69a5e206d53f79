package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.Reception;
import java.util.List;

/**
 * What one connection is made of, decided before its first byte.
 *
 * @param recordVersion version in the header of the ClientHello's record
 * @param firstNonce the explicit nonce of our first protected record; 0 lets it be the sequence number
 * @param sendLimit most bytes of plaintext in one record of ours
 * @param receiveLimit bytes of plaintext that the receive buffer holds
 * @param maxHandshakeMessage bytes of the longest handshake message, header included
 * @param reception what a modelled device has room for besides
 * @param lastWords what the server is told about a fault of ours
 */
public record ConnectionSetup(
    CryptoEngine engine,
    Offer offer,
    ServerTrust trust,
    ClientAuthentication authentication,
    int recordVersion,
    long firstNonce,
    int sendLimit,
    int receiveLimit,
    int maxHandshakeMessage,
    Reception reception,
    LastWords lastWords,
    TraceSink trace,
    KeyLog keyLog,
    SessionSink sessions) {
  /** Enough for every message of ours that has no list in it: signatures and encrypted secrets up to 1 KB. */
  private static final int PLAIN_MESSAGE = 1100;

  /** Bytes that our longest message can have. */
  int longestMessage() {
    return Math.max(PLAIN_MESSAGE, Math.max(lengthOf(offer.hello()), lengthOf(authentication.chain())));
  }

  private static int lengthOf(ClientHello hello) {
    int fixed = 4 + 2 + ClientHello.RANDOM_LENGTH + 1 + 2 + 1 + 2;
    int lists = hello.sessionId().length() + 2 * hello.cipherSuites().size() + hello.compressionMethods().length();
    for (Extension extension : hello.extensions()) {
      lists += 4 + extension.data().length();
    }
    return fixed + lists;
  }

  private static int lengthOf(List<Bytes> chain) {
    return 4 + 3 + chain.stream().mapToInt(certificate -> 3 + certificate.length()).sum();
  }
}
