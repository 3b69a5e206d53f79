package dev.plumbline.cli.command;

import dev.plumbline.cli.live.OwnConnection;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.EngineOptions;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.mqtt.Connect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A live server instead of a capture, and how to connect to it as the device. */
final class ConnectOptions {
  private static final int DEFAULT_PORT = 8883;
  private static final int DEFAULT_TIMEOUT = 10;
  private static final int KEEP_ALIVE = 60;

  @Option(names = "--connect", paramLabel = "HOST[:PORT]", description = "Instead of a capture: connect to this server"
      + " as the device (--profile, --cafile, --cert and --key), and look at that (default port: " + DEFAULT_PORT
      + ").")
  private String server;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Option(names = {"--alpn", "--tls-alpn"}, paramLabel = "PROTOCOL", split = ",",
      description = "With --connect: application protocols to offer.")
  private List<String> alpn = List.of();

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "With --connect: how long connecting, and then"
      + " each step, may take (default: " + DEFAULT_TIMEOUT + ").")
  private Double timeout;

  @Option(names = "--pcap", paramLabel = "FILE", description = "With --connect: write the connection as a pcapng"
      + " capture that carries its secrets.")
  private Path pcap;

  @Option(names = "--mqtt", description = "With --connect: introduce the device to the broker as well, and leave.")
  private boolean mqtt;

  @Mixin private IdentityOptions identity = new IdentityOptions();

  boolean asked() {
    return server != null;
  }

  /** Sees that nothing was given that makes no sense. */
  void check() throws CommandFailure {
    boolean connection = engine.anyGiven() || !alpn.isEmpty() || timeout != null || pcap != null;
    if (!asked() && (connection || mqtt || identity.anyGiven())) {
      throw CommandFailure.usage("--engine, --anchors-in, --key-in, --alpn, --timeout, --pcap, --mqtt, -i, -u, -P and"
          + " --pw-file say how to connect: they go with --connect");
    }
    if (!mqtt && identity.anyGiven()) {
      throw CommandFailure.usage("-i, -u, -P and --pw-file are for CONNECT: add --mqtt");
    }
  }

  HostAndPort target() throws CommandFailure {
    return Arguments.read(() -> HostAndPort.parse(server, DEFAULT_PORT));
  }

  /** Makes the connection, as the device that the evidence tells of. */
  OwnConnection make(EvidenceOptions evidence, Console console) throws CommandFailure {
    double seconds = timeout == null ? DEFAULT_TIMEOUT : timeout;
    TlsOptions tls = evidence.asDevice(TlsOptions.with(engine, seconds, alpn, pcap));
    if (!mqtt) {
      return OwnConnection.make(target(), tls, Optional.empty(), console);
    }
    IdentityOptions.Identity client = identity.read(console, Optional.empty(), Optional.empty());
    try {
      Connect connect = Arguments.read(
          () -> new Connect(client.clientId(), true, KEEP_ALIVE, null, client.userName(), client.password()));
      return OwnConnection.make(target(), tls, Optional.of(connect), console);
    } finally {
      if (client.password() != null) {
        client.password().close();
      }
    }
  }
}
