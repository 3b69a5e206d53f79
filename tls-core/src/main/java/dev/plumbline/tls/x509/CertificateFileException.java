package dev.plumbline.tls.x509;

/**
 * A file doesn't hold the certificates it should; the message is one sentence for the user that begins with the
 * file.
 */
public final class CertificateFileException extends Exception {
  private static final long serialVersionUID = 1L;

  CertificateFileException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
