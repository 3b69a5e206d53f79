package dev.plumbline.tls.wire;

import java.util.Optional;

/** HandshakeType (RFC 5246 §7.4, RFC 5077 §3.3, RFC 6066 §8). */
public enum HandshakeType {
  HELLO_REQUEST(0, "HelloRequest"),
  CLIENT_HELLO(1, "ClientHello"),
  SERVER_HELLO(2, "ServerHello"),
  NEW_SESSION_TICKET(4, "NewSessionTicket"),
  CERTIFICATE(11, "Certificate"),
  SERVER_KEY_EXCHANGE(12, "ServerKeyExchange"),
  CERTIFICATE_REQUEST(13, "CertificateRequest"),
  SERVER_HELLO_DONE(14, "ServerHelloDone"),
  CERTIFICATE_VERIFY(15, "CertificateVerify"),
  CLIENT_KEY_EXCHANGE(16, "ClientKeyExchange"),
  FINISHED(20, "Finished"),
  CERTIFICATE_STATUS(22, "CertificateStatus");

  private final int code;
  private final String rfcName;

  HandshakeType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public int code() {
    return code;
  }

  /** As the RFCs spell it. */
  public String rfcName() {
    return rfcName;
  }

  public static Optional<HandshakeType> of(int code) {
    for (HandshakeType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
