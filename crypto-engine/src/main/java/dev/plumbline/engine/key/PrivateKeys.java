package dev.plumbline.engine.key;

import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.KeyFileException.Kind;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads private keys: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 §A.1.2) and SEC1 (RFC 5915) in PEM (RFC 7468) or DER, and
 * encrypted ones with a password: PKCS#8 with PBES2, and the older form with {@code Proc-Type: 4,ENCRYPTED} in its
 * PEM headers.
 *
 * <p>The key that comes back is whole: an EC scalar is in range and belongs to the public point, if there is one; RSA
 * numbers belong together. What was decoded on the way is overwritten where Bouncy Castle's classes let it be.
 * Stateless.
 */
public final class PrivateKeys {
  private static final int MAX_FILE = 256 * 1024;
  private static final int DER_SEQUENCE = 0x30;

  private static final String CONVERT_SSH = "convert a copy of it with: ssh-keygen -p -m PEM -f FILE";
  private static final Set<String> KEY_LABELS =
      Set.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");

  private PrivateKeys() {}

  /** Reads a key that is not encrypted. */
  public static PrivateKeyMaterial read(byte[] file) throws KeyFileException {
    return read(file, null);
  }

  /**
   * Reads a key.
   *
   * @param file the whole file; the first private key in it counts. Neither kept nor overwritten
   * @param password for an encrypted key, ignored for others; null for none. Neither kept nor overwritten
   * @return the key, which the caller closes
   * @throws KeyFileException if there is no key that can be used
   */
  public static PrivateKeyMaterial read(byte[] file, char[] password) throws KeyFileException {
    if (file.length == 0) {
      throw new KeyFileException(Kind.NO_KEY, "the key file is empty: give the file that holds the private key");
    }
    if (file.length > MAX_FILE) {
      throw new KeyFileException(
          Kind.NO_KEY, "the file is too large for a private key: give the file that holds nothing but the key");
    }
    if (PemBlock.looksLikePem(file)) {
      return fromPem(file, password);
    }
    if (file[0] == DER_SEQUENCE) {
      return KeyStructure.read(file, password);
    }
    throw new KeyFileException(
        Kind.NO_KEY, "the file is neither PEM nor DER: give a PEM file that has a line with BEGIN PRIVATE KEY");
  }

  private static PrivateKeyMaterial fromPem(byte[] file, char[] password) throws KeyFileException {
    String other = null;
    for (int at = PemBlock.next(file, 0); at >= 0; ) {
      try (PemBlock block = PemBlock.at(file, at)) {
        if (KEY_LABELS.contains(block.label())) {
          return fromBlock(block, password);
        }
        if (other == null && !block.label().equals("EC PARAMETERS")) {
          other = block.label();
        }
        at = PemBlock.next(file, block.end());
      }
    }
    throw new KeyFileException(noKeyKind(other), noKeySentence(other));
  }

  private static PrivateKeyMaterial fromBlock(PemBlock block, char[] password) throws KeyFileException {
    if (block.dekInfo().isEmpty()) {
      return KeyStructure.read(block.content(), password);
    }
    byte[] der = TraditionalPemCipher.decrypt(block.dekInfo().get(), block.content(), password);
    try {
      return KeyStructure.readDecrypted(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static Kind noKeyKind(String label) {
    return label != null && label.endsWith("PRIVATE KEY") ? Kind.UNSUPPORTED : Kind.NO_KEY;
  }

  private static String noKeySentence(String label) {
    if (label == null) {
      return "the file has the parameters of a curve but no key: give the file that has BEGIN EC PRIVATE KEY too";
    }
    return switch (label) {
      case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> "the file is a certificate, not a private key: "
          + "give the key that was made for this certificate";
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> "the file is a certificate request, not a private key: "
          + "give the key that the request was made with";
      case "PUBLIC KEY", "RSA PUBLIC KEY" -> "the file is a public key: give the private key that belongs to it";
      case "OPENSSH PRIVATE KEY" -> "the key is in OpenSSH's own format: " + CONVERT_SSH;
      case "DSA PRIVATE KEY" -> "DSA keys are not used in TLS today: make an EC or RSA key and a certificate for it";
      default -> "the file has no private key: give a PEM file that has a line with BEGIN PRIVATE KEY";
    };
  }
}
