package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.HEALTHY;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Connections that did what they were for. */
final class HealthyCases {
  private static final byte[] TALK =
      Clients.join(Mqtt.connect("lab-1"), Mqtt.subscribe(0x82), Mqtt.publish("lab/t"));

  private HealthyCases() {}

  static List<LabCase> of(World world) {
    List<LabCase> cases = new ArrayList<>();
    LabServer.Start broker = Servers.jsse(world.leaf, socket -> { }, Mqtt.broker());
    Knowledge known = Knowledge.trusting(world.root).named(World.HOST);
    for (Stack stack : Stack.values()) {
      if (!stack.ours()) {
        cases.add(healthy(stack.name().toLowerCase(Locale.ROOT) + ": healthy", broker,
            stack.client(world.root, World.HOST), known));
      }
    }
    openssl(world, cases, known);
    devices(world, cases, known);
    cases.add(healthy("gnutls: TLS 1.3", Servers.jsse(world.leaf, HealthyCases::tls13, Mqtt.broker()),
        Clients.gnutls(world.root, World.HOST, TALK, "NORMAL:-VERS-ALL:+VERS-TLS1.3"), known));
    cases.add(healthy("mosquitto_pub: healthy", Servers.mosquitto(world.leaf), Clients.mosquitto(world.root),
        Knowledge.trusting(world.root).named("localhost")));
    cases.add(healthy("mosquitto_pub: plain", Servers.plain(Mqtt.broker()), Clients.mosquitto(null),
        Knowledge.nothing()).port(1883));
    cases.add(healthy("plain: a client that takes its time", Servers.plain(Mqtt.broker()), line -> {
      Clients.bytes(Clients.join(Mqtt.connect("lab-1"), Mqtt.subscribe(0x82), Mqtt.disconnect()), 300).connect(line);
    }, Knowledge.nothing()).port(1883));
    return cases;
  }

  private static void openssl(World world, List<LabCase> cases, Knowledge known) {
    for (String suite : List.of(
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA")) {
      cases.add(healthy("openssl: " + suite,
          Servers.mosquitto(world.leaf, "tls_version tlsv1.2", "ciphers " + suite + ":@SECLEVEL=0"),
          Clients.openssl(world.root, World.HOST, TALK, "-tls1_2", "-cipher", suite), known));
    }
    cases.add(healthy("openssl: TLS 1.3", Servers.mosquitto(world.leaf, "tls_version tlsv1.3"),
        Clients.openssl(world.root, World.HOST, TALK, "-tls1_3"), known));
    cases.add(healthy("openssl: client certificate",
        line -> {
          world.root.writeTo(line.directory(), "clients");
          return Servers.mosquitto(world.leaf, "cafile DIR/clients.pem", "require_certificate true").on(line);
        },
        line -> Clients.openssl(world.root, World.HOST, TALK, join(
            Clients.own(line.directory(), world.client("device-1"), "own.key"), "-tls1_2")).connect(line), known));
    LabClient save = line -> Clients.openssl(world.root, World.HOST, TALK, "-tls1_2", "-sess_out",
        line.directory().resolve("session").toString()).connect(line);
    LabClient resume = line -> Clients.openssl(world.root, World.HOST, TALK, "-tls1_2", "-sess_in",
        line.directory().resolve("session").toString()).connect(line);
    cases.add(healthy("openssl: resumption", Servers.mosquitto(world.leaf), Clients.both(save, resume), known));
    cases.add(healthy("openssl: renewed session of TLS 1.3", Servers.mosquitto(world.leaf, "tls_version tlsv1.3"),
        Clients.both(
            line -> Clients.openssl(world.root, World.HOST, TALK, "-tls1_3", "-sess_out",
                line.directory().resolve("session").toString()).connect(line),
            line -> Clients.openssl(world.root, World.HOST, TALK, "-tls1_3", "-sess_in",
                line.directory().resolve("session").toString()).connect(line)), known));
    cases.add(healthy("openssl: RSA key exchange",
        Servers.mosquitto(world.rsaLeaf, "tls_version tlsv1.2", "ciphers AES128-GCM-SHA256"),
        Clients.openssl(world.rsaRoot, World.HOST, TALK, "-tls1_2", "-cipher", "AES128-GCM-SHA256"),
        Knowledge.trusting(world.rsaRoot).named(World.HOST)));
  }

  private static void devices(World world, List<LabCase> cases, Knowledge known) {
    for (String profile : List.of("synergy-ssp1", "netx-software", "arduino-bearssl", "mbedtls", "mbedtls-3.6",
        "wolfssl", "openssl", "google-cloud-iot-arduino")) {
      cases.add(healthy(profile + ": against mosquitto",
          Servers.mosquitto(world.leaf, "tls_version tlsv1.2", "ciphers ECDHE-ECDSA-AES128-GCM-SHA256"),
          LabDevice.of(profile).trusting(world.root).named(World.HOST).says(
              Mqtt.connect("lab-1"), Mqtt.subscribe(0x82), Mqtt.publish("lab/t"), Mqtt.disconnect()), known));
    }
  }

  private static LabCase healthy(String name, LabServer.Start server, LabClient client, Knowledge known) {
    return LabCase.of(name, server, client, known, HEALTHY);
  }

  private static void tls13(javax.net.ssl.SSLServerSocket socket) {
    socket.setEnabledProtocols(new String[] {"TLSv1.3"});
  }

  static String[] join(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
