package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom the user trusts, and where that was read.
 *
 * @param certificates the anchors, each once
 * @param origin the files, for people
 */
record Trust(List<ParsedCertificate> certificates, String origin) {
  /** What Debian and its relatives keep for all programs. */
  static final String SYSTEM_ANCHORS = "/etc/ssl/certs/ca-certificates.crt";

  /** From --cafile and --capath; without either, from the system. There is no way to trust everybody. */
  static Trust load(TlsOptions options) throws CommandFailure {
    Set<ParsedCertificate> anchors = new LinkedHashSet<>();
    List<String> origins = new ArrayList<>();
    if (options.caFile != null) {
      anchors.addAll(certificates(options.caFile, "--cafile"));
      origins.add(options.caFile.toString());
    }
    if (options.caPath != null) {
      anchors.addAll(read(options.caPath, "--capath", CertificateFiles::readDirectory));
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

  /** Reads a file or a directory of certificates. */
  private interface Reader {
    List<ParsedCertificate> read(Path path) throws CertificateFileException;
  }

  /** The certificates of one file, which must have some. */
  static List<ParsedCertificate> certificates(Path path, String option) throws CommandFailure {
    return read(path, option, CertificateFiles::read);
  }

  private static List<ParsedCertificate> read(Path path, String option, Reader reader) throws CommandFailure {
    try {
      return reader.read(path);
    } catch (CertificateFileException e) {
      throw CommandFailure.usage(option + " " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return certificates.size() + (certificates.size() == 1 ? " trust anchor" : " trust anchors") + " from " + origin;
  }
}
