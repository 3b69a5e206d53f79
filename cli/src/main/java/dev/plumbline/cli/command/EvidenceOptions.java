package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.diagnose.evidence.AtLog;
import dev.plumbline.diagnose.evidence.CaPathLint;
import dev.plumbline.diagnose.evidence.CredentialFileLint;
import dev.plumbline.diagnose.evidence.DeviceCredentials;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.ElementDump;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.evidence.EvidenceException;
import dev.plumbline.diagnose.evidence.PublicKeyFile;
import dev.plumbline.diagnose.evidence.TrustLint;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.service.Combination;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.Services;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the user knows of the device and its server, as options. */
final class EvidenceOptions {
  private static final int LARGEST_TEXT = 1 << 20;
  private static final int LARGEST_FILE = 1 << 24;
  private static final String NONE = "none";

  @Option(names = "--cafile", paramLabel = "FILE", description = "What the device trusts, in PEM or DER.")
  private Path caFile;

  @Option(names = "--capath", paramLabel = "DIR", description = "A directory of certificates that the device trusts.")
  private Path caPath;

  @Option(names = "--servername", paramLabel = "NAME", description = "The host name that the device was given.")
  String serverName;

  @Option(names = "--profile", paramLabel = "PROFILE",
      description = "The device's stack; 'plumbline profiles' lists them (default: recognised by its ClientHello).")
  private String profile;

  @Option(names = "--service", paramLabel = "SERVICE",
      description = "The kind of broker; 'plumbline profiles' lists them (default: recognised by the host name).")
  private String service;

  @Option(names = "--code", paramLabel = "CODE", description = "What the device's stack reported: 0x10005, -9, 62.")
  private String code;

  @Option(names = "--stack-version", paramLabel = "VERSION", description = "The version of the stack that reported it.")
  private String stackVersion;

  @Option(names = "--cert", paramLabel = "FILE", description = "The device's own certificate, with its intermediates.")
  private Path certificate;

  @Option(names = "--key", paramLabel = "FILE",
      description = "The device's private key: compared with --cert, and used if this client connects as the device.")
  private Path key;

  @Option(names = "--at-log", paramLabel = "FILE", description = "A modem's log of AT commands (Quectel, SIMCom).")
  private Path modemLog;

  @Option(names = "--jwt-key", paramLabel = "FILE",
      description = "The public key, or a certificate with it, that the service holds for the device's tokens.")
  private Path tokenKey;

  @Option(names = "--config", paramLabel = "FILE", description = "A snippet of the device's configuration or source.")
  private Path config;

  @Option(names = "--in-buffer", paramLabel = "BYTES", description = "The longest record that the device takes.")
  private Integer receiveBuffer;

  @Option(names = "--max-chain", paramLabel = "BYTES", description = "The longest Certificate message that it takes.")
  private Integer longestChain;

  @Option(names = "--verifier", paramLabel = "WHAT",
      description = "What the device can verify: p256-sha256, sha256-only or any (default: any).")
  private String verifier = "any";

  Evidence read() throws CommandFailure {
    return new Evidence(anchors(), Optional.ofNullable(serverName), profile(), Optional.ofNullable(code),
        Optional.ofNullable(stackVersion), certificate == null ? List.of() : certificates(certificate, "--cert"),
        tokenKey(), settings(), size(receiveBuffer, "--in-buffer"), size(longestChain, "--max-chain"), verifier(),
        service()).with(modemLog());
  }

  /** These options of the device as those of a client that connects as it. */
  TlsOptions asDevice(TlsOptions options) {
    return options.as(NONE.equals(profile) ? null : profile).trusting(caFile, caPath)
        .known(certificate, key, serverName);
  }

  /** What the files themselves have wrong, whatever the capture shows: C10, C18 to C22, C47 to C50, C73. */
  List<String> lint() throws CommandFailure {
    List<String> notes = new ArrayList<>();
    notes.addAll(IdleOptions.modemLog(modemLog, modemLog()));
    trustLint(notes);
    fileLint(notes);
    obstacles(notes);
    IdleOptions.code(code, stackVersion).ifPresent(notes::add);
    if (key != null) {
      if (certificate == null) {
        throw CommandFailure.usage("--key is compared with the device's certificate: give that with --cert");
      }
      DeviceCredentials.mismatch(
              certificates(certificate, "--cert").get(0), InputFiles.read(key, "--key", LARGEST_TEXT), null)
          .ifPresent(what -> notes.add("--key " + key + " (C49): " + what));
    }
    return notes;
  }

  private AtLog modemLog() throws CommandFailure {
    return modemLog == null ? AtLog.NONE : AtLog.read(text(modemLog, "--at-log"));
  }

  private static String text(Path file, String option) throws CommandFailure {
    return new String(InputFiles.read(file, option, LARGEST_TEXT), StandardCharsets.UTF_8);
  }

  private void trustLint(List<String> notes) throws CommandFailure {
    Optional<List<ParsedCertificate>> anchors = anchors();
    anchors.ifPresent(list -> TrustLint.check(list, Instant.now()).forEach(note ->
        notes.add((caFile == null ? "--capath " + caPath : "--cafile " + caFile) + " (C10): " + note + ".")));
    if (caPath != null && (profile == null || profile.startsWith("openssl"))) {
      CaPathLint.check(caPath).forEach(note -> notes.add("--capath " + caPath + " (C18): " + note + "."));
    }
  }

  private void fileLint(List<String> notes) throws CommandFailure {
    Optional<DeviceProfile> device = profile();
    if (caFile != null) {
      CredentialFileLint.certificates(InputFiles.read(caFile, "--cafile", LARGEST_FILE), device)
          .forEach(note -> notes.add("--cafile " + caFile + " " + note + "."));
    }
    if (certificate != null) {
      CredentialFileLint.certificates(InputFiles.read(certificate, "--cert", LARGEST_FILE), device)
          .forEach(note -> notes.add("--cert " + certificate + " " + note + "."));
    }
    if (key != null) {
      CredentialFileLint.key(InputFiles.read(key, "--key", LARGEST_TEXT), device)
          .forEach(note -> notes.add("--key " + key + " " + note + "."));
    }
    if (config != null) {
      notes.addAll(IdleOptions.config(config, text(config, "--config")));
    }
  }

  /** What makes the connection impossible whatever is sent: known from the profiles of both sides. */
  private void obstacles(List<String> notes) throws CommandFailure {
    Optional<DeviceProfile> device = profile();
    Optional<ServiceProfile> broker = service().or(() -> Optional.ofNullable(serverName).flatMap(Services::forHost));
    device.ifPresent(one -> broker.ifPresent(other ->
        Combination.obstacles(one, other).forEach(note -> notes.add("--profile " + note + "."))));
  }

  private Optional<List<ParsedCertificate>> anchors() throws CommandFailure {
    if (caFile == null && caPath == null) {
      return Optional.empty();
    }
    List<ParsedCertificate> anchors = new ArrayList<>();
    if (caFile != null) {
      anchors.addAll(certificates(caFile, "--cafile"));
    }
    if (caPath != null) {
      try {
        anchors.addAll(CertificateFiles.readDirectory(caPath));
      } catch (CertificateFileException e) {
        throw CommandFailure.usage("--capath " + e.getMessage(), e);
      }
    }
    return Optional.of(anchors);
  }

  private static List<ParsedCertificate> certificates(Path file, String option) throws CommandFailure {
    try {
      return CertificateFiles.read(file);
    } catch (CertificateFileException e) {
      throw CommandFailure.usage(option + " " + e.getMessage(), e);
    }
  }

  private Optional<DeviceProfile> profile() throws CommandFailure {
    if (profile == null || profile.equals(NONE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Profiles.parse(profile));
    } catch (ProfileException e) {
      throw CommandFailure.usage("--profile: " + e.getMessage(), e);
    }
  }

  private Optional<PublicKey> tokenKey() throws CommandFailure {
    if (tokenKey == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PublicKeyFile.read(tokenKey));
    } catch (EvidenceException e) {
      throw CommandFailure.usage("--jwt-key " + e.getMessage(), e);
    }
  }

  private DeviceSettings settings() throws CommandFailure {
    return config == null ? DeviceSettings.NONE : DeviceSettingsReader.read(text(config, "--config"));
  }

  private Optional<ServiceProfile> service() throws CommandFailure {
    if (service == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Services.parse(service));
    } catch (ProfileException e) {
      throw CommandFailure.usage("--service: " + e.getMessage(), e);
    }
  }

  private static Optional<Integer> size(Integer bytes, String option) throws CommandFailure {
    if (bytes != null && bytes < 1) {
      throw CommandFailure.usage(option + " is a number of bytes, 1 or more");
    }
    return Optional.ofNullable(bytes);
  }

  private Verifier verifier() throws CommandFailure {
    return switch (verifier) {
      case "p256-sha256" -> Verifier.P256_SHA256;
      case "sha256-only" -> Verifier.SHA256_ONLY;
      case "any" -> Verifier.ANY;
      default -> throw CommandFailure.usage(
          "--verifier '" + verifier + "' is none of p256-sha256, sha256-only and any");
    };
  }
}
