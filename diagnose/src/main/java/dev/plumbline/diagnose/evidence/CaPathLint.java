package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.proof.SubjectHash;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What OpenSSL does not find in a directory of certificates: it opens files by the hash of a name, {@code 4042bcee.0},
 * and no others (C18). Stateless.
 */
public final class CaPathLint {
  private static final Pattern LINK = Pattern.compile("[0-9a-f]{8}\\.[0-9]+");
  private static final Pattern CERTIFICATE_FILE = Pattern.compile(".+\\.(pem|crt|cer)");
  private static final int MOST_FILES = 1_000;
  private static final int SHOWN = 5;

  private CaPathLint() {}

  /** What is wrong, in sentences; empty if OpenSSL finds all, or the directory can't be read. */
  public static List<String> check(Path directory) {
    Set<String> links = new TreeSet<>();
    Map<String, String> hashes = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      int files = 0;
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (LINK.matcher(name).matches()) {
          links.add(name);
        } else if (CERTIFICATE_FILE.matcher(name).matches() && files++ < MOST_FILES) {
          hash(entry).forEach(hash -> hashes.put(name, hash));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return judge(directory, links, hashes);
  }

  private static List<String> hash(Path file) {
    try {
      ParsedCertificate first = CertificateFiles.read(file).get(0);
      return SubjectHash.of(first.der().toArray()).stream().toList();
    } catch (CertificateFileException e) {
      return List.of(); // whoever reads the anchors says so
    }
  }

  private static List<String> judge(Path directory, Set<String> links, Map<String, String> hashes) {
    List<String> missing = new ArrayList<>();
    hashes.forEach((name, hash) -> {
      if (links.stream().noneMatch(link -> link.startsWith(hash + "."))) {
        missing.add(name + " (" + hash + ".0)");
      }
    });
    if (missing.isEmpty()) {
      return List.of();
    }
    String which = String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
        + (missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "");
    return List.of("OpenSSL opens the files of a directory by the hash of the subject's name alone, and "
        + (links.isEmpty() ? "there is no file named so here: it finds none of " : "it does not find ") + which
        + "; 'openssl rehash " + directory + "' (c_rehash) makes the links, or use --cafile");
  }
}
