package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.CLIENT_CERTIFICATE_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.CLIENT_CERTIFICATE_REJECTED;
import static dev.plumbline.diagnose.finding.FindingId.NO_SHARED_GROUP;
import static dev.plumbline.diagnose.finding.FindingId.NO_SHARED_SUITE;
import static dev.plumbline.diagnose.finding.FindingId.PLAIN_MQTT_ON_TLS_PORT;
import static dev.plumbline.diagnose.finding.FindingId.VERSION_MISMATCH;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.util.ArrayList;
import java.util.List;

/** How servers of other stacks refuse a client. */
final class ServerCases {
  private static final byte[] CONNECT = Mqtt.connect("lab-1");

  private final World world;
  private final List<LabCase> cases = new ArrayList<>();

  private ServerCases(World world) {
    this.world = world;
  }

  static List<LabCase> of(World world) {
    ServerCases all = new ServerCases(world);
    for (Peer peer : List.of(Peers.gnuTls(), Peers.nss())) {
      if (peer.missing().isEmpty() && peer.impossible().isEmpty()) {
        all.refusing(peer);
      }
    }
    return all.cases;
  }

  private void refusing(Peer peer) {
    LabServer.Start server = Servers.of(peer, ServerSetup.with(world.leaf));
    add(peer, "no shared suite", server, Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_2", "-cipher",
        "ECDHE-ECDSA-CHACHA20-POLY1305"), NO_SHARED_SUITE, NO_SHARED_GROUP);
    add(peer, "TLS 1.0", server, Clients.openssl(world.root, World.HOST, CONNECT, "-tls1", "-cipher",
        "DEFAULT:@SECLEVEL=0"), VERSION_MISMATCH);
    add(peer, "plain MQTT", server, Clients.bytes(CONNECT, 1000), PLAIN_MQTT_ON_TLS_PORT);
    if (peer.abilities().has(Feature.CLIENT_AUTHENTICATION)) {
      LabServer.Start strict = Servers.of(peer, ServerSetup.with(world.leaf).requireClient(world.root));
      add(peer, "no client certificate", strict, Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_2"),
          CLIENT_CERTIFICATE_MISSING);
      IssuedCertificate stranger = world.pki.client("device-2").issuedBy(world.otherRoot);
      add(peer, "a stranger's certificate", strict,
          LabDevice.of("netx-software").trusting(world.root).named(World.HOST).own(stranger),
          CLIENT_CERTIFICATE_REJECTED);
    }
  }

  private void add(
      Peer peer, String what, LabServer.Start server, LabClient client, FindingId answer, FindingId... others) {
    cases.add(LabCase.of("openssl: " + what + ", " + peer.name(), server, client,
        Knowledge.trusting(world.root).named(World.HOST), answer).or(others));
  }
}
