package dev.plumbline.bench.golden;

import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import dev.plumbline.vectors.HandshakeVector;
import dev.plumbline.vectors.HandshakeVector.Material;
import dev.plumbline.vectors.HandshakeVector.Peer;
import dev.plumbline.vectors.Hex;
import dev.plumbline.vectors.RecordedConnection;
import dev.plumbline.vectors.RecordedConnection.ApplicationData;
import dev.plumbline.vectors.RecordedConnection.Side;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records a flow with OpenSSL's server, which answers each line with its letters reversed. */
final class GoldenRecorder {
  private static final Instant CLOCK = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LINE = "a plumb line shows whether a wall is straight";

  private final OpenSslPeer openSsl;

  GoldenRecorder(OpenSslPeer openSsl) {
    this.openSsl = openSsl;
  }

  HandshakeVector record(GoldenFlow flow) throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Plumbline golden root").key(flow.serverKey()).selfSigned();
    IssuedCertificate server = pki.server(GoldenFlow.SERVER_NAME).key(flow.serverKey()).issuedBy(root);
    ServerSetup setup = ServerSetup.with(server).suites(flow.suite());
    IssuedCertificate device = null;
    if (flow.clientKey() != null) {
      device = pki.client("device-1").key(flow.clientKey()).issuedBy(root);
      setup = setup.requireClient(root);
    }
    List<RecordedConnection> connections;
    try (RunningPeer peer = openSsl.start(setup, options(flow))) {
      connections = connections(flow, material(root, server, device), peer.port());
    }
    return new HandshakeVector(
        HandshakeVector.SCHEMA,
        flow.fileName(),
        flow.description(),
        new Peer(openSsl.name(), openSsl.version()),
        flow.config(),
        material(root, server, device),
        connections);
  }

  private static List<String> options(GoldenFlow flow) {
    List<String> options = new ArrayList<>(List.of("-tls1_2"));
    if (!flow.config().alpn().isEmpty()) {
      options.addAll(List.of("-alpn", String.join(",", flow.config().alpn())));
    }
    if (flow.clientKey() != null) {
      options.addAll(List.of("-client_sigalgs", flow.clientSignatures()));
    }
    return options;
  }

  private static Material material(IssuedCertificate root, IssuedCertificate server, IssuedCertificate device) {
    return new Material(
        List.of(server.pem()),
        server.key().pkcs8Pem(),
        List.of(root.pem()),
        device == null ? List.of() : List.of(device.pem()),
        device == null ? null : device.key().pkcs8Pem());
  }

  private static List<RecordedConnection> connections(GoldenFlow flow, Material material, int port) throws Exception {
    List<ApplicationData> conversation = conversation(flow);
    ConnectionEntropy entropy = new ConnectionEntropy(PinnedEntropy.seeded(seed(flow, 0)));
    List<RecordedConnection> connections = new ArrayList<>();
    try (GoldenClient client = new GoldenClient(flow.config(), material, entropy)) {
      for (int i = 0; i < flow.connections(); i++) {
        Instant clock = CLOCK.plusSeconds(60L * i);
        GoldenRun run = new GoldenRun(client, clock, new LiveLine(port));
        run.run(conversation);
        connections.add(run.record(entropy.next(PinnedEntropy.seeded(seed(flow, i + 1))), conversation));
      }
    }
    return connections;
  }

  private static long seed(GoldenFlow flow, int connection) {
    return 100L * flow.ordinal() + connection;
  }

  /** One line and its answer; lines longer than a record where records are short. */
  private static List<ApplicationData> conversation(GoldenFlow flow) {
    String line = flow.config().maxFragmentLength() == null ? LINE : (LINE + ", ").repeat(20);
    String answer = new StringBuilder(line).reverse().toString();
    return List.of(said(Side.CLIENT, line), said(Side.SERVER, answer));
  }

  private static ApplicationData said(Side side, String line) {
    return new ApplicationData(side, Hex.of((line + "\n").getBytes(StandardCharsets.US_ASCII)));
  }
}
