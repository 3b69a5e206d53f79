package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.device.DeviceConduct;
import dev.plumbline.diagnose.device.DeviceReport;
import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.diagnose.device.Outcome;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.evidence.OwnClient;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.io.Tap;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.NssKeyLog;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the options about TLS come to, open until it is closed: the engine with this client's key in it, the anchors,
 * and the files that are written on the way. Makes the configurations of the connections of one command.
 */
public final class TlsSetup implements AutoCloseable {
  private final TlsOptions options;
  private final Console console;
  private final String serverName;
  private final Optional<MemoryCapture> heard;
  /** Closed in the reverse order of their opening. */
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private CryptoEngine engine;
  private EngineSpec spec;
  private Optional<DeviceProfile> profile = Optional.empty();
  private Trust trust;
  private TrustAnchors anchors;
  private Optional<ClientCredentials> credentials;
  private KeyLog keyLog = KeyLog.NONE;
  private Optional<PcapngWriter> pcap = Optional.empty();
  private Optional<TraceFile> trace = Optional.empty();

  private TlsSetup(TlsOptions options, String host, Console console, Optional<MemoryCapture> heard) {
    this.options = options;
    this.serverName = options.serverName == null ? host : options.serverName;
    this.heard = heard;
    this.console = console;
  }

  /**
   * Reads and opens everything that the options name.
   *
   * @param host the host to connect to, whose name the certificate must have unless --servername says otherwise
   */
  public static TlsSetup open(TlsOptions options, String host, Console console) throws CommandFailure {
    return open(new TlsSetup(options, host, console, Optional.empty()));
  }

  /** As {@link #open(TlsOptions, String, Console)}, and everything that its connections carry is heard. */
  public static TlsSetup open(TlsOptions options, String host, Console console, MemoryCapture heard)
      throws CommandFailure {
    return open(new TlsSetup(options, host, console, Optional.of(heard)));
  }

  private static TlsSetup open(TlsSetup setup) throws CommandFailure {
    boolean complete = false;
    try {
      setup.openEngine();
      setup.openFiles();
      setup.config(TraceSink.NONE, SessionStore.NONE);
      complete = true;
      return setup;
    } finally {
      if (!complete) {
        setup.close();
      }
    }
  }

  private void openEngine() throws CommandFailure {
    profile = options.device.profile();
    spec = options.device.spec(profile);
    engine = Arguments.read(() -> spec.open(Engines.systemEntropy()));
    opened.push(engine::close);
    trust = Trust.load(options);
    anchors = TrustAnchors.of(engine, trust.certificates(), spec.anchorsIn());
    opened.push(anchors::close);
    credentials = Credentials.load(options, engine, profile, console);
    credentials.ifPresent(present -> opened.push(present.key()::close));
  }

  private void openFiles() throws CommandFailure {
    Path keyLogFile = options.keyLog != null
        ? options.keyLog
        : console.environment("SSLKEYLOGFILE").map(Path::of).orElse(null);
    if (keyLogFile != null) {
      NssKeyLog file = open(keyLogFile, "--keylog", NssKeyLog::append);
      opened.push(file::close);
      keyLog = keyLog.and(file);
    }
    if (heard.isPresent()) {
      pcap = Optional.of(heard.get().writer(Optional.ofNullable(options.pcap)));
    } else if (options.pcap != null) {
      pcap = Optional.of(open(options.pcap, "--pcap", PcapngWriter::create));
    }
    if (pcap.isPresent()) {
      opened.push(pcap.get());
      keyLog = keyLog.and(pcap.get());
    }
    if (options.trace != null) {
      trace = Optional.of(TraceFile.create(options.trace, options.showSecrets));
      opened.push(trace.get());
    }
  }

  /** Opens a file to be written. */
  private interface Opener<T> {
    T open(Path path) throws IOException;
  }

  private static <T> T open(Path path, String option, Opener<T> opener) throws CommandFailure {
    try {
      return opener.open(path);
    } catch (IOException e) {
      throw InputFiles.unwritable(path, option, e);
    }
  }

  /** A configuration whose values nobody records: for connections that are only made on the way. */
  public TlsClientConfig config(TraceSink sink, SessionStore sessions) throws CommandFailure {
    TlsClientConfig.Builder builder = TlsClientConfig.builder(engine, anchors)
        .serverName(serverName)
        .alpn(options.alpn)
        .sessions(sessions)
        .trace(sink)
        .keyLog(keyLog);
    profile.ifPresent(
        device -> DeviceConduct.apply(device, builder, engine.profile(), trust.certificates()));
    credentials.ifPresent(builder::credentials);
    if (options.maxFragmentLength != 0) {
      builder.maxFragmentLength(options.maxFragmentLength);
    }
    if (options.noExtendedMasterSecret) {
      builder.extendedMasterSecret(Demand.OFF);
    }
    if (options.suites != null) {
      builder.suites(possible(Arguments.read(() -> Names.suites(options.suites)), engine.profile().suites()));
    }
    if (options.groups != null) {
      builder.groups(possible(Arguments.read(() -> Names.groups(options.groups)), engine.profile().groups()));
    }
    return Arguments.read(builder::build);
  }

  /** The configuration of the connection that the command is about: the trace file records it. */
  public TlsClientConfig recordedConfig(TraceSink sink, SessionStore sessions) throws CommandFailure {
    return config(trace.<TraceSink>map(file -> new TraceTee(sink, file.sink())).orElse(sink), sessions);
  }

  private <T> List<T> possible(List<T> wanted, List<T> known) throws CommandFailure {
    for (T each : wanted) {
      if (!known.contains(each)) {
        throw CommandFailure.usage("the " + engine.profile().name() + " engine has no " + name(each));
      }
    }
    return wanted;
  }

  private static String name(Object each) {
    return each instanceof NamedGroup group ? group.ianaName() : ((CipherSuite) each).name();
  }

  /** Who listens to the bytes of this connection. */
  Tap tap(Socket socket) {
    return pcap.map(file -> file.connection(
        (InetSocketAddress) socket.getLocalSocketAddress(), (InetSocketAddress) socket.getRemoteSocketAddress()))
        .orElse(Tap.NONE);
  }

  /** Whether a client certificate was given whose key the device does not take. */
  boolean keyRefused() {
    return options.certificate != null && credentials.isEmpty();
  }

  /** What a connection was for the device that did not come about. */
  public DeviceReport untried() {
    return report(Optional.empty(), ConnectionFacts.NONE, Observed.NOTHING);
  }

  /** What the handshake was for the device; ask when it is over. */
  DeviceReport report(Optional<TlsAlert> failure, ConnectionFacts facts, Observed observed) {
    Outcome outcome = new Outcome(failure, facts, engine.profile(), trust.certificates());
    return DeviceReport.of(engine, profile, outcome, observed);
  }

  /**
   * This client as evidence: whom it trusts, which device it is.
   *
   * @param report what the handshake was for the device
   * @param errand what it was there for
   */
  public OwnClient client(DeviceReport report, Errand errand) throws CommandFailure {
    List<ParsedCertificate> own =
        options.certificate == null ? List.of() : Trust.certificates(options.certificate, "--cert");
    boolean goesOn = report.verdict().filter(one -> one.kind() == DeviceVerdict.Kind.GOES_ON).isPresent();
    return new OwnClient(
        trust.certificates(), serverName, profile, own, spec, report.verdict().flatMap(DeviceVerdict::hex),
        goesOn ? Errand.AS_FAR_AS_POSSIBLE : errand);
  }

  /** As "engine software, 1 trust anchor from ca.pem". */
  public String describe() {
    return profile.map(device -> "as " + device.spec() + ", ").orElse("") + "engine " + spec + ", " + trust;
  }

  /**
   * Closes files and keys. What can't be written in the end is said on standard error; the connection is over by then.
   */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        console.err().println("plumbline: a file is incomplete: " + e.getMessage());
      }
    }
  }
}
