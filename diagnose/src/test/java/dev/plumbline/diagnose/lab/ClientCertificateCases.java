package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.CERTIFICATE_VERIFY_INVALID;
import static dev.plumbline.diagnose.finding.FindingId.CLIENT_CERTIFICATE_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.CLIENT_CERTIFICATE_REJECTED;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_CRYPTO_FAILURE;
import static dev.plumbline.diagnose.finding.FindingId.MQTT_REFUSED_WITHOUT_CONNACK;
import static dev.plumbline.diagnose.finding.FindingId.NO_CONNECT_SENT;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The server wants a certificate of the client, and something about it is wrong. */
final class ClientCertificateCases {
  private static final byte[] CONNECT = Mqtt.connect("lab-1");
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;

  private final World world;
  private final IssuedCertificate own;
  private final IssuedCertificate stranger;
  private final IssuedCertificate expired;
  private final List<LabCase> cases = new ArrayList<>();

  private ClientCertificateCases(World world) {
    this.world = world;
    this.own = world.client("device-1");
    this.stranger = world.pki.client("device-2").issuedBy(world.otherRoot);
    this.expired = world.pki.client("device-3").validity(world.days(-400), world.days(-2)).issuedBy(world.root);
  }

  static List<LabCase> of(World world) {
    ClientCertificateCases all = new ClientCertificateCases(world);
    all.missing();
    all.refused();
    all.signatures();
    all.hidden();
    return all.cases;
  }

  private LabServer.Start openssl() {
    return Servers.openssl(ServerSetup.with(world.leaf).requireClient(world.root), "-tls1_2");
  }

  private LabServer.Start jsse() {
    return Servers.jsse(JsseServer.context(world.root, world.leaf), socket -> {
      socket.setNeedClientAuth(true);
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    }, Mqtt.broker());
  }

  private static LabServer.Start mosquitto(World world, String... lines) {
    return line -> {
      world.root.writeTo(line.directory(), "clients");
      List<String> all = new ArrayList<>(List.of("cafile DIR/clients.pem", "require_certificate true"));
      all.addAll(List.of(lines));
      return Servers.mosquitto(world.leaf, all.toArray(String[]::new)).on(line);
    };
  }

  private void missing() {
    for (Stack stack : EnumSet.complementOf(EnumSet.of(Stack.BEARSSL))) {
      add(stack.name().toLowerCase(Locale.ROOT) + ": no certificate for OpenSSL", openssl(),
          stack.client(world.root, World.HOST), CLIENT_CERTIFICATE_MISSING);
    }
    add("openssl: no certificate for JSSE", jsse(), Stack.OPENSSL.client(world.root, World.HOST),
        CLIENT_CERTIFICATE_MISSING);
    add("mbedtls: no certificate for mosquitto", mosquitto(world, "tls_version tlsv1.2"),
        Stack.MBEDTLS.client(world.root, World.HOST), CLIENT_CERTIFICATE_MISSING);
    add("netx: no certificate for GnuTLS",
        Servers.of(Peers.gnuTls(), ServerSetup.with(world.leaf).requireClient(world.root)),
        LabDevice.of("netx-software").trusting(world.root).named(World.HOST), CLIENT_CERTIFICATE_MISSING);
  }

  private void refused() {
    add("openssl: a stranger's certificate for OpenSSL", openssl(), openssl(stranger), CLIENT_CERTIFICATE_REJECTED);
    add("openssl: a stranger's certificate for JSSE", jsse(), openssl(stranger), CLIENT_CERTIFICATE_REJECTED);
    add("openssl: an expired certificate for OpenSSL", openssl(), openssl(expired), CLIENT_CERTIFICATE_REJECTED);
    add("openssl: an expired certificate for JSSE", jsse(), openssl(expired), CLIENT_CERTIFICATE_REJECTED);
    add("mbedtls: a stranger's certificate for mosquitto", mosquitto(world, "tls_version tlsv1.2"),
        CompiledClient.MBEDTLS.client(world.root, stranger, World.HOST, CONNECT), CLIENT_CERTIFICATE_REJECTED);
    add("wolfssl: an expired certificate for mosquitto", mosquitto(world, "tls_version tlsv1.2"),
        CompiledClient.WOLFSSL.client(world.root, expired, World.HOST, CONNECT), CLIENT_CERTIFICATE_REJECTED);
    add("synergy: a stranger's certificate for OpenSSL", openssl(),
        LabDevice.of("synergy-ssp2").trusting(world.root).named(World.HOST).own(stranger), CLIENT_CERTIFICATE_REJECTED);
  }

  private LabClient openssl(IssuedCertificate certificate) {
    return line -> Clients.openssl(world.root, World.HOST, CONNECT, HealthyCases.join(
        Clients.own(line.directory(), certificate, "own.key"), "-tls1_2")).connect(line);
  }

  private void signatures() {
    for (String profile : List.of("synergy-ssp2", "arduino-bearssl")) {
      add(profile + ": a signature with a flipped bit", openssl(), LabDevice.of(profile).trusting(world.root)
          .named(World.HOST).own(own).wire(ClientCertificateCases::spoil), CERTIFICATE_VERIFY_INVALID);
    }
    add("synergy: a signature with a flipped bit for JSSE", jsse(),
        LabDevice.of("netx-software").trusting(world.root).named(World.HOST).own(own)
            .wire(ClientCertificateCases::spoil), CERTIFICATE_VERIFY_INVALID);
    add("synergy: its key in ROM, big-endian", openssl(), LabDevice.of("synergy-ssp2").trusting(world.root)
        .named(World.HOST).own(own).engine("endian=big,keys=rom"), CERTIFICATE_VERIFY_INVALID);
    add("synergy: a signer that fails", openssl(), LabDevice.of("synergy-ssp2").trusting(world.root)
        .named(World.HOST).own(own).through(engine -> {
          FailingEngine failing = new FailingEngine(engine);
          failing.fail(FailingEngine.Verb.SIGN, 1, new EngineException(EngineException.Kind.INTERNAL, "injected"));
          return failing;
        }), DEVICE_CRYPTO_FAILURE);
    IssuedCertificate rsa = world.pki.client("device-4").key(TestKey.Kind.RSA_2048).issuedBy(world.root);
    add("netx: an RSA signature with a flipped bit", openssl(), LabDevice.of("netx-software").trusting(world.root)
        .named(World.HOST).own(rsa).wire(ClientCertificateCases::spoil), CERTIFICATE_VERIFY_INVALID);
  }

  /** TLS 1.3 says all of it encrypted. */
  private void hidden() {
    FindingId[] maybe = {CLIENT_CERTIFICATE_REJECTED, NO_CONNECT_SENT, MQTT_REFUSED_WITHOUT_CONNACK};
    LabServer.Start strict = Servers.openssl(
        ServerSetup.with(world.leaf).requireClient(world.root), "-tls1_3");
    add("openssl: no certificate, with TLS 1.3", strict,
        Clients.openssl(world.root, World.HOST, new byte[0], "-tls1_3"), CLIENT_CERTIFICATE_MISSING, maybe);
    add("mosquitto_pub: no certificate, with TLS 1.3", mosquitto(world), Clients.mosquitto(world.root),
        CLIENT_CERTIFICATE_MISSING, maybe);
  }

  /** Flips a bit at the end of CertificateVerify's signature. */
  private static byte[] spoil(byte[] flight) {
    byte[] changed = flight.clone();
    int at = 0;
    while (at + 9 < changed.length && changed[at] == HANDSHAKE) {
      int end = at + 5 + ((changed[at + 3] & 0xff) << 8 | changed[at + 4] & 0xff);
      int message = at + 5;
      while (message + 4 <= end && end <= changed.length) {
        int next = message + 4 + ((changed[message + 2] & 0xff) << 8 | changed[message + 3] & 0xff);
        if (changed[message] == CERTIFICATE_VERIFY && next <= end) {
          changed[next - 1] ^= 1;
        }
        message = next;
      }
      at = end;
    }
    return changed;
  }

  private void add(String name, LabServer.Start server, LabClient client, FindingId answer, FindingId... others) {
    cases.add(LabCase.of(
        name, server, client, Knowledge.trusting(world.root).named(World.HOST), answer).or(others));
  }
}
