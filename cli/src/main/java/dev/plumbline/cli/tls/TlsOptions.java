package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that speaks TLS can be told about it. */
public final class TlsOptions {
  private static final String DEFAULT_TIMEOUT = "10";

  @Option(names = "--cafile", paramLabel = "FILE", description = "Trust the certificates in this file, PEM or DER"
      + " (default: " + Trust.SYSTEM_ANCHORS + ").")
  Path caFile;

  @Option(names = "--capath", paramLabel = "DIR",
      description = "Trust the certificates in the files of this directory.")
  Path caPath;

  @Option(names = "--cert", paramLabel = "FILE",
      description = "This client's certificate, with the intermediates after it; needs --key.")
  Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key: PKCS#8, PKCS#1 or SEC1, PEM or DER.")
  Path key;

  @Option(names = "--keypass", paramLabel = "PASSWORD", description = "The key file's password; --keypass-file and the"
      + " variable PLUMBLINE_KEYPASS keep it out of the list of processes.")
  String keyPassword;

  @Option(names = "--keypass-file", paramLabel = "FILE", description = "A file whose first line is the key's password.")
  Path keyPasswordFile;

  @Option(names = "--servername", paramLabel = "NAME",
      description = "The name to ask for and to find in the certificate (default: the host).")
  String serverName;

  @Option(names = {"--alpn", "--tls-alpn"}, paramLabel = "PROTOCOL", split = ",",
      description = "Application protocols to offer, most preferred first.")
  List<String> alpn = List.of();

  @Mixin DeviceOptions device = new DeviceOptions();

  @Option(names = {"--suites", "--ciphers"}, paramLabel = "LIST",
      description = "Cipher suites to offer, by IANA's or OpenSSL's names or in hexadecimal.")
  String suites;

  @Option(names = "--groups", paramLabel = "LIST", description = "Groups to offer: secp256r1, secp384r1,"
      + " x25519, or secp192r1 on an engine that has it.")
  String groups;

  @Option(names = "--no-ems", description = "Don't offer extended_master_secret (RFC 7627).")
  boolean noExtendedMasterSecret;

  @Option(names = "--mfl", paramLabel = "BYTES",
      description = "Ask for records of at most 512, 1024, 2048 or 4096 bytes (RFC 6066 §4).")
  int maxFragmentLength;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = DEFAULT_TIMEOUT,
      description = "How long connecting, and then the handshake, may take (default: ${DEFAULT-VALUE}).")
  double timeout;

  @Option(names = {"--keylog", "--tls-keylog"}, paramLabel = "FILE", description = "Append the secrets to this file, in"
      + " NSS format, for Wireshark (default: $$SSLKEYLOGFILE, if it is set).")
  Path keyLog;

  @Option(names = "--pcap", paramLabel = "FILE", description = "Write the connection as a pcapng capture that carries"
      + " its secrets: whoever has it can read everything, as Wireshark will.")
  Path pcap;

  @Option(names = "--trace", paramLabel = "FILE", description = "Write every value and decision of the connection, as"
      + " JSON if the name ends in .json; secret ones only with --show-secrets.")
  Path trace;

  @Option(names = "--show-secrets", description = "Let --trace contain secrets.")
  boolean showSecrets;

  /** The defaults, but for whom to trust. */
  public static TlsOptions trusting(Path caFile) {
    TlsOptions options = new TlsOptions();
    options.caFile = caFile;
    options.timeout = Double.parseDouble(DEFAULT_TIMEOUT);
    return options;
  }

  /** The name to ask for, if it was given. */
  public Optional<String> serverName() {
    return Optional.ofNullable(serverName);
  }

  /** These options with this engine, written as after --engine. */
  public TlsOptions on(String engine) {
    device.engine.engine = engine;
    return this;
  }

  /** The defaults, but for what computes, how long to wait, and a capture to write; null for none. */
  public static TlsOptions with(EngineOptions engine, double timeout, List<String> alpn, Path pcap) {
    TlsOptions options = new TlsOptions();
    options.device.engine = engine;
    options.timeout = timeout;
    options.alpn = alpn;
    return options.capturedIn(pcap);
  }

  /** These options as this device, written as after --profile; null for this client as it is. */
  public TlsOptions as(String profile) {
    device.profile = profile;
    return this;
  }

  /** These options trusting what is in a file and a directory; null for either that is not given. */
  public TlsOptions trusting(Path file, Path directory) {
    caFile = file;
    caPath = directory;
    return this;
  }

  /** These options with this client's certificate and key, and the name to ask for; null for what is not given. */
  public TlsOptions known(Path ownCertificate, Path ownKey, String wanted) {
    certificate = ownCertificate;
    key = ownKey;
    serverName = wanted;
    return this;
  }

  /** These options, with a capture of the connection in this file. */
  public TlsOptions capturedIn(Path file) {
    pcap = file;
    return this;
  }

  public Duration timeout() throws CommandFailure {
    if (!(timeout >= 0.001 && timeout <= 86_400)) {
      throw CommandFailure.usage("--timeout is a number of seconds, from 0.001 to 86400");
    }
    return Duration.ofMillis((long) (timeout * 1000));
  }

  /** Whether any option makes sense only with TLS; then --plain is a contradiction. */
  public boolean anyGiven() {
    return caFile != null || caPath != null || certificate != null || key != null || serverName != null
        || !alpn.isEmpty() || suites != null || groups != null || maxFragmentLength != 0 || keyLog != null
        || pcap != null || trace != null || device.anyGiven();
  }
}
