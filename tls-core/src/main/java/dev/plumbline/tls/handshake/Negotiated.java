package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.wire.Bytes;
import java.util.Optional;

/**
 * What client and server agreed on in their hellos; fixed from ServerHello on (RFC 5246 §7.4.1.3).
 *
 * @param resumed whether this is an abbreviated handshake
 * @param sessionId as the server named the session; may be empty
 * @param ticketExpected whether NewSessionTicket will come (RFC 5077 §3.3)
 * @param statusAllowed whether CertificateStatus may come (RFC 6066 §8)
 * @param maxFragmentLength bytes, or 0 (RFC 6066 §4)
 * @param peerRecordSizeLimit most bytes of plaintext in a record to the server, or 0 (RFC 8449 §4)
 */
public record Negotiated(
    CipherSuite suite,
    Bytes clientRandom,
    Bytes serverRandom,
    boolean resumed,
    Bytes sessionId,
    boolean extendedMasterSecret,
    boolean secureRenegotiation,
    boolean ticketExpected,
    boolean statusAllowed,
    Optional<String> alpn,
    int maxFragmentLength,
    int peerRecordSizeLimit) {}
