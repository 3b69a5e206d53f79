package dev.plumbline.cli.tls;

import dev.plumbline.cli.CommandFailure;
import dev.plumbline.cli.InputFiles;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom the user trusts, and where that was read.
 *
 * @param certificates the anchors, each once
 * @param origin the files, for people
 */
record Trust(List<ParsedCertificate> certificates, String origin) {
  /** What Debian and its relatives keep for all programs. */
  static final String SYSTEM_ANCHORS = "/etc/ssl/certs/ca-certificates.crt";
  private static final int LIMIT = 16 << 20;

  /** From --cafile and --capath; without either, from the system. There is no way to trust everybody. */
  static Trust load(TlsOptions options) throws CommandFailure {
    Set<ParsedCertificate> anchors = new LinkedHashSet<>();
    List<String> origins = new ArrayList<>();
    if (options.caFile != null) {
      anchors.addAll(certificates(options.caFile, "--cafile"));
      origins.add(options.caFile.toString());
    }
    if (options.caPath != null) {
      anchors.addAll(directory(options.caPath));
      origins.add(options.caPath.toString());
    }
    if (origins.isEmpty()) {
      Path system = Path.of(SYSTEM_ANCHORS);
      if (!Files.isReadable(system)) {
        throw CommandFailure.usage("nothing says whom to trust: give the server's root certificate with --cafile,"
            + " or install the system's (Debian: apt install ca-certificates)");
      }
      anchors.addAll(certificates(system, "the system's store"));
      origins.add(SYSTEM_ANCHORS);
    }
    return new Trust(List.copyOf(anchors), String.join(" and ", origins));
  }

  /** The certificates of one file, which must have some. */
  static List<ParsedCertificate> certificates(Path path, String option) throws CommandFailure {
    try {
      return CertificateFiles.read(InputFiles.read(path, option, LIMIT));
    } catch (CertificateFileException e) {
      throw CommandFailure.usage(option + " " + path + ": " + e.getMessage(), e);
    }
  }

  /** The certificates of all files in a directory; what else lies there is left alone. */
  private static List<ParsedCertificate> directory(Path directory) throws CommandFailure {
    List<ParsedCertificate> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        found.addAll(certificatesIfAny(file));
      }
    } catch (IOException e) {
      throw InputFiles.unreadable(directory, "--capath", e);
    }
    if (found.isEmpty()) {
      throw CommandFailure.usage("--capath " + directory + ": no file in this directory holds a certificate");
    }
    return found;
  }

  private static List<ParsedCertificate> certificatesIfAny(Path file) throws CommandFailure {
    try {
      return CertificateFiles.read(InputFiles.read(file, "--capath", LIMIT));
    } catch (CertificateFileException somethingElse) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return certificates.size() + (certificates.size() == 1 ? " trust anchor" : " trust anchors") + " from " + origin;
  }
}
