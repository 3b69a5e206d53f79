package dev.plumbline.diagnose.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key that a service holds for a device: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) or a certificate, in PEM
 * or DER. Stateless.
 */
public final class PublicKeyFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int DER_SEQUENCE = 0x30;
  private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final String MAKE_ONE = "make the file with: openssl pkey -in KEY -pubout -out PUB";

  private PublicKeyFile() {}

  /**
   * The EC or RSA key of a file.
   *
   * @throws EvidenceException if it can't be read or holds no such key
   */
  public static PublicKey read(Path file) throws EvidenceException {
    try {
      if (Files.isDirectory(file)) {
        throw new EvidenceException(file + ": is a directory, not the file of a public key");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new EvidenceException(file + ": is too large for a public key");
      }
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new EvidenceException(file + ": no such file", e);
    } catch (IOException e) {
      throw new EvidenceException(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #read}, from bytes.
   *
   * @param name how a sentence names them
   */
  public static PublicKey parse(byte[] content, String name) throws EvidenceException {
    if (content.length > 0 && content[0] == DER_SEQUENCE) {
      return fromDer(content, name);
    }
    Matcher block = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
    String other = null;
    while (block.find()) {
      switch (block.group(1)) {
        case "PUBLIC KEY", "CERTIFICATE", "X509 CERTIFICATE" -> {
          return fromDer(base64(block.group(2), name), name);
        }
        default -> other = other == null ? block.group(1) : other;
      }
    }
    throw new EvidenceException(name + ": " + instead(other));
  }

  private static String instead(String label) {
    if (label == null) {
      return "holds no public key (no BEGIN PUBLIC KEY): " + MAKE_ONE;
    }
    return label.endsWith("PRIVATE KEY")
        ? "is a private key, which a service never sees: " + MAKE_ONE
        : "holds " + label + ", not a public key: " + MAKE_ONE;
  }

  private static byte[] base64(String text, String name) throws EvidenceException {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new EvidenceException(name + ": its Base64 is damaged", e);
    }
  }

  private static PublicKey fromDer(byte[] der, String name) throws EvidenceException {
    for (String type : List.of("EC", "RSA")) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        continue; // the other type, or a certificate
      } catch (GeneralSecurityException e) {
        throw new EvidenceException(name + ": this Java has no " + type + " keys", e);
      }
    }
    try {
      return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)).getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new EvidenceException(name + ": holds neither an EC or RSA public key nor a certificate of one", e);
    }
  }
}
