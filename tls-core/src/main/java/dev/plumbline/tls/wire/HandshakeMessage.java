package dev.plumbline.tls.wire;

/**
 * The body of a handshake message (RFC 5246 §7.4). Each reads and writes itself; reading refuses what the grammar
 * refuses.
 */
public sealed interface HandshakeMessage
    permits HelloRequest,
        ClientHello,
        ServerHello,
        NewSessionTicket,
        Certificate,
        CertificateStatus,
        ServerKeyExchange,
        CertificateRequest,
        ServerHelloDone,
        CertificateVerify,
        ClientKeyExchange,
        Finished {
  /** Bytes of type and length before every body. */
  int HEADER_LENGTH = 4;

  HandshakeType type();

  /** Writes the body, without type and length. */
  void write(WireWriter out);

  /** Writes type, length and body. */
  default void writeMessage(WireWriter out) {
    out.u8(type().code());
    int mark = out.open24();
    write(out);
    out.close24(mark);
  }
}
