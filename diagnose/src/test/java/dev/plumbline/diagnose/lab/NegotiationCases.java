package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.ALPN_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.ECC_NOT_INITIALISED;
import static dev.plumbline.diagnose.finding.FindingId.HOSTNAME_MISMATCH;
import static dev.plumbline.diagnose.finding.FindingId.NO_SHARED_GROUP;
import static dev.plumbline.diagnose.finding.FindingId.NO_SHARED_SUITE;
import static dev.plumbline.diagnose.finding.FindingId.SNI_INVALID;
import static dev.plumbline.diagnose.finding.FindingId.SNI_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.TRUST_ANCHOR_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.UNSUPPORTED_SIGNATURE_HASH;
import static dev.plumbline.diagnose.finding.FindingId.VERSION_MISMATCH;
import static dev.plumbline.diagnose.finding.FindingId.WARNING_ALERT_INTOLERANCE;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.peer.ServerSetup;
import dev.plumbline.tls.wire.ServerHello;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLServerSocket;

/** Client and server have no version, suite, curve, name or protocol in common. */
final class NegotiationCases {
  private static final byte[] CONNECT = Mqtt.connect("lab-1");
  private static final String NO_12 = "NORMAL:-VERS-ALL:+VERS-TLS1.0:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:+RSA";

  private final World world;
  private final List<LabCase> cases = new ArrayList<>();

  private NegotiationCases(World world) {
    this.world = world;
  }

  static List<LabCase> of(World world) {
    NegotiationCases all = new NegotiationCases(world);
    all.versions();
    all.suites();
    all.groups();
    all.scripted();
    all.names();
    all.protocols();
    return all.cases;
  }

  private void versions() {
    for (Stack stack : EnumSet.complementOf(EnumSet.of(Stack.NSS))) {
      add(stack.name().toLowerCase(Locale.ROOT) + ": a server of TLS 1.3 only",
          Servers.openssl(world.leaf, "-tls1_3"), stack.client(world.root, World.HOST), VERSION_MISMATCH);
    }
    LabClient old = Clients.openssl(world.root, World.HOST, CONNECT, "-tls1", "-cipher", "DEFAULT:@SECLEVEL=0");
    add("openssl: TLS 1.0 against JSSE", jsse(), old, VERSION_MISMATCH);
    add("openssl: TLS 1.0 against OpenSSL", Servers.openssl(world.leaf, "-tls1_2"), old, VERSION_MISMATCH);
    add("gnutls: TLS 1.0 against OpenSSL", Servers.openssl(world.leaf, "-tls1_2"),
        Clients.gnutls(world.root, World.HOST, CONNECT, NO_12), VERSION_MISMATCH);
    add("openssl: TLS 1.3 against a server of 1.2", Servers.openssl(world.leaf, "-tls1_2"),
        Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_3"), VERSION_MISMATCH);
    add("gnutls: TLS 1.3 against JSSE of 1.2",
        Servers.jsse(world.leaf, socket -> socket.setEnabledProtocols(new String[] {"TLSv1.2"}), Mqtt.broker()),
        Clients.gnutls(world.root, World.HOST, CONNECT, "NORMAL:-VERS-ALL:+VERS-TLS1.3"), VERSION_MISMATCH);
  }

  private void suites() {
    LabClient rsaOnly =
        Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_2", "-cipher", "AES128-GCM-SHA256:AES128-SHA");
    add("openssl: RSA key exchange only against ECDSA", Servers.openssl(world.leaf, "-tls1_2"), rsaOnly,
        NO_SHARED_SUITE);
    add("openssl: RSA key exchange only against JSSE", jsse(), rsaOnly, NO_SHARED_SUITE);
    add("openssl: CBC only against GCM only", Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2"),
        Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"),
        NO_SHARED_SUITE, NO_SHARED_GROUP);
    add("gnutls: chacha only against GCM only", Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2"),
        Clients.gnutls(world.root, World.HOST, CONNECT, "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CHACHA20-POLY1305"),
        NO_SHARED_SUITE, NO_SHARED_GROUP);
    add("synergy: RSA table against ECDSA", Servers.openssl(world.leaf, "-tls1_2"),
        device("synergy-ssp2:ecc=rsa-table"), NO_SHARED_SUITE);
    add("winc1500: against ECDSA", Servers.openssl(world.leaf, "-tls1_2"), device("winc1500"), NO_SHARED_SUITE);
    add("quectel: against ECDSA with GCM", Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2"),
        device("quectel-bg96"), NO_SHARED_SUITE, SNI_MISSING);
    add("synergy: curves not set up", Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2"),
        device("synergy-ssp2:ecc=uninitialised"), ECC_NOT_INITIALISED);
    add("synergy: curves not set up, against JSSE", jsse(), device("synergy-ssp1:ecc=uninitialised"),
        ECC_NOT_INITIALISED);
    add("jsse: AES-256 only against AES-128 only", Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2"),
        Clients.jsse(world.root, World.HOST, null, settings -> {
          settings.setProtocols(new String[] {"TLSv1.2"});
          settings.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
        }, CONNECT), NO_SHARED_SUITE, NO_SHARED_GROUP);
  }

  private void groups() {
    add("openssl: P-384 only against P-256 only", Servers.openssl(world.rsaLeaf, "-tls1_2", "-cipher",
        "ECDHE-RSA-AES128-GCM-SHA256", "-groups", "P-256"),
        Clients.openssl(world.rsaRoot, World.HOST, CONNECT, "-tls1_2", "-curves", "P-384"), NO_SHARED_GROUP,
        NO_SHARED_SUITE);
    add("openssl: X25519 only against P-256 only", Servers.openssl(world.rsaLeaf, "-tls1_2", "-cipher",
        "ECDHE-RSA-AES128-GCM-SHA256", "-groups", "P-256"),
        Clients.openssl(world.rsaRoot, World.HOST, CONNECT, "-tls1_2", "-curves", "X25519"), NO_SHARED_GROUP,
        NO_SHARED_SUITE);
    add("openssl: P-256 only against P-384 only", Servers.openssl(world.rsaLeaf, "-tls1_2", "-cipher",
        "ECDHE-RSA-AES128-GCM-SHA256", "-groups", "P-384"),
        Clients.openssl(world.rsaRoot, World.HOST, CONNECT, "-tls1_2", "-curves", "P-256"), NO_SHARED_GROUP,
        NO_SHARED_SUITE);
    add("openssl: P-256 only against P-384 only with TLS 1.3",
        Servers.openssl(world.rsaLeaf, "-tls1_3", "-groups", "P-384"),
        Clients.openssl(world.rsaRoot, World.HOST, CONNECT, "-tls1_3", "-curves", "P-256"), NO_SHARED_GROUP,
        NO_SHARED_SUITE);
    var p384 = world.server(World.HOST).key(TestKey.Kind.EC_P384).issuedBy(
        world.pki.ca("Lab Root P-384").key(TestKey.Kind.EC_P384).selfSigned());
    cases.add(LabCase.of("synergy: a leaf on P-384", Servers.openssl(ServerSetup.with(p384), "-tls1_2"),
        LabDevice.of("synergy-ssp2").trusting(p384.root()).named(World.HOST).says(CONNECT),
        Knowledge.trusting(p384.root()).named(World.HOST).profile("synergy-ssp2"), NO_SHARED_GROUP)
        .orBare(NO_SHARED_SUITE));
  }

  /** Servers that do what a client must refuse. */
  private void scripted() {
    ServerScript curve = ServerScript.with(world.leaf).group(NamedGroup.SECP384R1);
    add("synergy: the server takes a curve that was not offered", Servers.scripted(curve), device("synergy-ssp2"),
        NO_SHARED_GROUP);
    add("synergy: curves not set up, and the server takes one", Servers.scripted(ServerScript.with(world.leaf)),
        device("synergy-ssp2:ecc=uninitialised"), ECC_NOT_INITIALISED);
    ServerScript suite = ServerScript.with(world.rsaLeaf).hello(NegotiationCases::withOtherSuite);
    add("synergy: the server takes a suite that was not offered", Servers.scripted(suite),
        LabDevice.of("synergy-ssp2").trusting(world.rsaRoot).named(World.HOST), NO_SHARED_SUITE);
    ServerScript hash = ServerScript.with(world.rsaLeaf).suite(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)
        .scheme(SignatureScheme.RSA_PSS_SHA256);
    add("synergy: the server signs with a scheme that was not offered", Servers.scripted(hash),
        LabDevice.of("synergy-ssp2").trusting(world.rsaRoot).named(World.HOST), UNSUPPORTED_SIGNATURE_HASH);
    ServerScript warning = ServerScript.with(world.leaf).flight(1, Piece.insert(0, Piece.alert(1, 112)));
    add("jsse: a server that warns of the name", Servers.scripted(warning), Stack.JSSE.client(world.root, World.HOST),
        WARNING_ALERT_INTOLERANCE);
  }

  private static ServerHello withOtherSuite(ServerHello hello) {
    return new ServerHello(
        hello.serverVersion(), hello.random(), hello.sessionId(), 0xC030, hello.compressionMethod(),
        hello.extensions());
  }

  private void names() {
    LabServer.Start demanding =
        Gate.before(Servers.openssl(world.leaf, "-tls1_2"), Gate.naming(World.HOST), Gate.SILENTLY);
    LabServer.Start alerting =
        Gate.before(Servers.openssl(world.leaf, "-tls1_2"), Gate.naming(World.HOST), Gate.alert(112));
    LabServer.Start failing =
        Gate.before(Servers.openssl(world.leaf, "-tls1_2"), Gate.naming(World.HOST), Gate.alert(40));
    LabClient nameless = Clients.openssl(world.root, "", CONNECT, "-tls1_2");
    add("openssl: no name, and the server closes", demanding, nameless, SNI_MISSING);
    add("openssl: no name, and the server alerts", alerting, nameless, SNI_MISSING);
    add("gnutls: no name, and the server closes", demanding,
        Clients.gnutls(world.root, "", CONNECT, "NORMAL:-VERS-ALL:+VERS-TLS1.2"), SNI_MISSING);
    add("synergy: no name, and the server fails", failing, LabDevice.of("synergy-ssp2:sni=off").trusting(world.root)
        .named(World.HOST), SNI_MISSING, NO_SHARED_SUITE, NO_SHARED_GROUP);
    add("mbedtls: no name, and the server closes", demanding,
        CompiledClient.MBEDTLS.client(world.root, "", CONNECT), SNI_MISSING);
    var fallback = world.pki.server("no-name.lab.invalid").selfSigned();
    add("synergy: no name, and the certificate of nobody", Servers.openssl(ServerSetup.with(fallback), "-tls1_2"),
        LabDevice.of("synergy-ssp2:sni=off").trusting(world.root).named(World.HOST), SNI_MISSING,
        TRUST_ANCHOR_MISSING);
    LabServer.Start picky = Gate.before(
        Servers.openssl(world.leaf, "-tls1_2"), hello -> !Gate.naming("127.0.0.1").test(hello), Gate.alert(112));
    cases.add(LabCase.of("openssl: an address for a name", picky,
        Clients.openssl(world.root, "127.0.0.1", CONNECT, "-tls1_2"),
        Knowledge.trusting(world.root).named("127.0.0.1"), SNI_INVALID));
    cases.add(LabCase.of("gnutls: a name that the server does not know", alerting,
        Clients.gnutls(world.root, "mqqt.lab.example", CONNECT, "NORMAL:-VERS-ALL:+VERS-TLS1.2"),
        Knowledge.trusting(world.root).named("mqqt.lab.example"), SNI_INVALID).orBare(HOSTNAME_MISMATCH));
  }

  private void protocols() {
    add("openssl: a protocol that the server does not speak",
        Servers.openssl(world.leaf, "-tls1_2", "-alpn", "x-amzn-mqtt-ca"),
        Clients.openssl(world.root, World.HOST, CONNECT, "-tls1_2", "-alpn", "http/1.1"), ALPN_MISSING);
    String aws = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";
    var leaf = world.server(aws).issuedBy(world.root);
    cases.add(LabCase.of("openssl: port 443 of AWS without a protocol",
        Servers.jsse(leaf, socket -> socket.setEnabledProtocols(new String[] {"TLSv1.2"}), Mqtt.closing()),
        Clients.openssl(world.root, aws, CONNECT, "-tls1_2"), Knowledge.trusting(world.root).named(aws),
        ALPN_MISSING).port(443));
  }

  private LabServer.Start jsse() {
    return Servers.jsse(world.leaf, (SSLServerSocket socket) -> { }, Mqtt.broker());
  }

  private LabDevice device(String profile) {
    return LabDevice.of(profile).trusting(world.root).named(World.HOST).says(CONNECT);
  }

  private void add(String name, LabServer.Start server, LabClient client, FindingId answer, FindingId... others) {
    cases.add(LabCase.of(
        name, server, client, Knowledge.trusting(world.root, world.rsaRoot).named(World.HOST), answer).or(others));
  }
}
