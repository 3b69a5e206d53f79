package dev.plumbline.diagnose.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Certificate message up to TLS 1.2 (RFC 5246 §7.4.2).
 *
 * @param certificates each in DER, in their order; empty for an empty list
 * @param messageLength of the whole message, header included
 * @param whole whether its lengths agree with each other and with what is there of it
 */
public record CertificateView(List<byte[]> certificates, int messageLength, boolean whole, Place place) {
  private static final int TYPE = 11;
  private static final int HEADER = 4;
  private static final int LENGTH = 3;

  public CertificateView {
    certificates = List.copyOf(certificates);
  }

  /** Reads as many certificates as are whole; empty if the message is none, or has no list. */
  public static Optional<CertificateView> read(Event.Handshake message) {
    if (message.type() != TYPE || message.body().length < LENGTH) {
      return Optional.empty();
    }
    Cursor in = new Cursor(message.body());
    int length = in.u24();
    Cursor list = in.sub(length);
    List<byte[]> certificates = new ArrayList<>();
    while (list.remaining() >= LENGTH) {
      byte[] one = list.opaque24();
      if (!list.exhausted()) {
        certificates.add(one);
      }
    }
    boolean whole = LENGTH + length == message.body().length && list.remaining() == 0 && !list.exhausted();
    return Optional.of(new CertificateView(certificates, message.announced() + HEADER, whole, message.place()));
  }
}
