package dev.plumbline.tls.x509;

import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates from files: one in DER, or any number in PEM (RFC 7468 §5), whatever else stands between them; or C
 * source that has them as arrays of bytes or as strings of PEM, as device projects keep them.
 */
public final class CertificateFiles {
  private static final long MAX_BYTES = 1 << 24;
  private static final byte DASH = '-';
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
  private static final Pattern CERTIFICATE_FILE = Pattern.compile(".+\\.(pem|crt|cer|der|[0-9])");

  private CertificateFiles() {}

  /**
   * The certificates of a file, in its order; at least one.
   *
   * @throws CertificateFileException if it can't be read, holds none, or holds a broken one
   */
  public static List<ParsedCertificate> read(Path file) throws CertificateFileException {
    try {
      if (Files.isDirectory(file)) {
        throw new CertificateFileException(file + ": is a directory, not a file of certificates", null);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new CertificateFileException(file + ": is larger than 16 MiB, so it is not a file of certificates", null);
      }
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new CertificateFileException(file + ": no such file", e);
    } catch (IOException e) {
      throw new CertificateFileException(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * The certificates of all files of a directory that end in .pem, .crt, .cer, .der or a digit (as OpenSSL's links
   * do), by name.
   *
   * @throws CertificateFileException as {@link #read}, and if there is no such file
   */
  public static List<ParsedCertificate> readDirectory(Path directory) throws CertificateFileException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> CERTIFICATE_FILE.matcher(entry.toString()).matches())) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      throw new CertificateFileException(directory + ": no such directory", e);
    } catch (IOException e) {
      throw new CertificateFileException(directory + ": can't be read: " + e.getMessage(), e);
    }
    Collections.sort(files);
    List<ParsedCertificate> all = new ArrayList<>();
    for (Path file : files) {
      all.addAll(read(file));
    }
    if (all.isEmpty()) {
      throw new CertificateFileException(directory + ": no file with certificates in it", null);
    }
    return all;
  }

  /**
   * As {@link #read}, from bytes.
   *
   * @param name how a sentence names them
   */
  public static List<ParsedCertificate> parse(byte[] content, String name) throws CertificateFileException {
    if (content.length > 0 && content[0] == Der.SEQUENCE) {
      return List.of(certificate(content, name));
    }
    List<ParsedCertificate> certificates = new ArrayList<>();
    List<String> others = new ArrayList<>();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Matcher begin = BEGIN.matcher(text);
    int at = 0;
    while (begin.find(at)) {
      String label = begin.group(1);
      int end = text.indexOf("-----END " + label + "-----", begin.end());
      if (end < 0) {
        throw new CertificateFileException(name + ": BEGIN " + label + " without END " + label, null);
      }
      if (label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE")) {
        String which = name + ": certificate " + (certificates.size() + 1);
        certificates.add(certificate(base64(text.substring(begin.end(), end), which), which));
      } else {
        others.add(label);
      }
      at = end;
    }
    if (certificates.isEmpty() && others.isEmpty()) {
      certificates.addAll(arrays(text, name));
    }
    if (certificates.isEmpty()) {
      String instead = others.isEmpty() ? "" : ", but " + String.join(", ", others);
      throw new CertificateFileException(name + ": holds no certificate (no BEGIN CERTIFICATE)" + instead, null);
    }
    return certificates;
  }

  /** The arrays that are certificates; others, such as keys, may be among them. */
  private static List<ParsedCertificate> arrays(String text, String name) throws CertificateFileException {
    List<ParsedCertificate> certificates = new ArrayList<>();
    CertificateFileException first = null;
    int number = 0;
    for (byte[] array : CArrays.in(text)) {
      String which = name + ": array " + ++number;
      try {
        certificates.addAll(array[0] == DASH ? parse(array, which) : List.of(certificate(array, which)));
      } catch (CertificateFileException e) {
        first = first == null ? e : first;
      }
    }
    if (certificates.isEmpty() && first != null) {
      throw first;
    }
    return certificates;
  }

  private static ParsedCertificate certificate(byte[] der, String name) throws CertificateFileException {
    try {
      return ParsedCertificate.parse(Bytes.of(der));
    } catch (MalformedCertificate e) {
      throw new CertificateFileException(name + ": is not a certificate: " + e.getMessage(), e);
    }
  }

  private static byte[] base64(String text, String name) throws CertificateFileException {
    try {
      return Base64.getDecoder().decode(CArrays.unquoted(text).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new CertificateFileException(name + ": its Base64 is damaged", e);
    }
  }
}
