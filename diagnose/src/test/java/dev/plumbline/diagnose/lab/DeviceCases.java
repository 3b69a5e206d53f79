package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.CERTIFICATE_EXPIRED;
import static dev.plumbline.diagnose.finding.FindingId.CHAIN_INCOMPLETE;
import static dev.plumbline.diagnose.finding.FindingId.CHAIN_TOO_LARGE;
import static dev.plumbline.diagnose.finding.FindingId.CURVE_UNSUPPORTED_BY_DEVICE;
import static dev.plumbline.diagnose.finding.FindingId.DATES_NOT_CHECKED;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_CLOCK_WRONG;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_CRYPTO_FAILURE;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_WENT_SILENT;
import static dev.plumbline.diagnose.finding.FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED;
import static dev.plumbline.diagnose.finding.FindingId.HANDSHAKE_TIMEOUT;
import static dev.plumbline.diagnose.finding.FindingId.LOW_ENTROPY_RANDOM;
import static dev.plumbline.diagnose.finding.FindingId.RECORD_EXCEEDS_BUFFER;
import static dev.plumbline.diagnose.finding.FindingId.SCE_ROM_OPERAND_SWAP;
import static dev.plumbline.diagnose.finding.FindingId.TRANSPORT_DROPPED_BYTES;
import static dev.plumbline.diagnose.finding.FindingId.TRUST_ANCHOR_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.UNSUPPORTED_SIGNATURE_HASH;

import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is wrong with the device itself: its engine, its clock, its memory, its time, its transport. */
final class DeviceCases {
  private static final byte[] CONNECT = Mqtt.connect("lab-1");
  private static final String BIG_AND_CONST =
      "#define SCE_ENDIAN CRYPTO_WORD_ENDIAN_BIG\n.endian_flag = CRYPTO_WORD_ENDIAN_BIG,\n"
          + "const unsigned char root_ca_cert[] = { 0x30, 0x82 };\n";

  private final World world;
  private final LabServer.Start server;
  private final List<LabCase> cases = new ArrayList<>();

  private DeviceCases(World world) {
    this.world = world;
    this.server = Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2");
  }

  static List<LabCase> of(World world) {
    DeviceCases all = new DeviceCases(world);
    all.engines();
    all.verifiers();
    all.clocks();
    all.sizes();
    all.silence();
    all.randomness();
    return all.cases;
  }

  private LabDevice synergy() {
    return LabDevice.of("synergy-ssp2").trusting(world.root).named(World.HOST).says(CONNECT);
  }

  private void engines() {
    add("synergy: the check of a certificate fails", server, synergy().through(failing(Verb.VERIFY_CERTIFICATE)),
        known("synergy-ssp2"), DEVICE_CRYPTO_FAILURE, TRUST_ANCHOR_MISSING, CHAIN_INCOMPLETE);
    add("synergy: the check of the key exchange fails", server, synergy().through(failing(Verb.VERIFY_SERVER_SHARE)),
        known("synergy-ssp2"), DEVICE_CRYPTO_FAILURE);
    add("synergy: the key agreement fails", server, synergy().through(breaking(Verb.AGREE)), known("synergy-ssp2"),
        DEVICE_CRYPTO_FAILURE);
    add("netx: the key agreement fails", server, LabDevice.of("netx-software").trusting(world.root).named(World.HOST)
        .through(breaking(Verb.AGREE)), known("netx-software"), DEVICE_CRYPTO_FAILURE);
    add("synergy: big-endian, its anchor in ROM", server, synergy().engine("endian=big,anchors=rom"),
        known("synergy-ssp2").config(BIG_AND_CONST), SCE_ROM_OPERAND_SWAP, DEVICE_CRYPTO_FAILURE, TRUST_ANCHOR_MISSING,
        CHAIN_INCOMPLETE);
    LabServer.Start chained = Servers.openssl(ServerSetup.with(world.chained), "-tls1_2");
    add("synergy 1: big-endian, its anchor in ROM, a longer chain", chained,
        LabDevice.of("synergy-ssp1").trusting(world.root).named(World.HOST).engine("endian=big,anchors=rom"),
        known("synergy-ssp1").config(BIG_AND_CONST), SCE_ROM_OPERAND_SWAP, DEVICE_CRYPTO_FAILURE, TRUST_ANCHOR_MISSING,
        CHAIN_INCOMPLETE);
    cases.add(LabCase.of("arduino: the key agreement fails", server, LabDevice.of("arduino-bearssl")
        .trusting(world.root).named(World.HOST).through(breaking(Verb.AGREE)), known("arduino-bearssl"),
        DEVICE_CRYPTO_FAILURE).or(DEVICE_WENT_SILENT));
  }

  private static UnaryOperator<CryptoEngine> failing(Verb verb) {
    return engine -> new FailingEngine(engine).fail(verb, 1,
        new PeerRejected(PeerRejected.Reason.SIGNATURE, "injected"));
  }

  private static UnaryOperator<CryptoEngine> breaking(Verb verb) {
    return engine -> new FailingEngine(engine).fail(verb, 1,
        new EngineException(EngineException.Kind.INTERNAL, "injected"));
  }

  private void verifiers() {
    IssuedCertificate p384 = world.pki.ca("Lab Root P-384").key(TestKey.Kind.EC_P384).selfSigned();
    IssuedCertificate under = world.server(World.HOST).issuedBy(p384);
    LabServer.Start large = Servers.openssl(ServerSetup.with(under), "-tls1_2");
    add("synergy: a root on P-384", large,
        LabDevice.of("synergy-ssp2").trusting(p384).named(World.HOST), Knowledge.trusting(p384).named(World.HOST)
            .profile("synergy-ssp2"), CURVE_UNSUPPORTED_BY_DEVICE, DEVICE_CRYPTO_FAILURE);
    add("synergy 1: a root on P-384", large,
        LabDevice.of("synergy-ssp1").trusting(p384).named(World.HOST), Knowledge.trusting(p384).named(World.HOST)
            .profile("synergy-ssp1"), CURVE_UNSUPPORTED_BY_DEVICE, DEVICE_CRYPTO_FAILURE);
    LabServer.Start sha384 =
        Servers.openssl(ServerSetup.with(world.leaf), "-tls1_2", "-sigalgs", "ECDSA+SHA384");
    add("arduino: a secure element and SHA-384", sha384,
        LabDevice.of("arduino-bearssl").trusting(world.root).named(World.HOST)
            .through(failing(Verb.VERIFY_SERVER_SHARE)).vanishing(),
        known("arduino-bearssl").verifier(Verifier.P256_SHA256), UNSUPPORTED_SIGNATURE_HASH, DEVICE_CRYPTO_FAILURE,
        DEVICE_WENT_SILENT, TRUST_ANCHOR_MISSING, CHAIN_INCOMPLETE);
  }

  private void clocks() {
    Instant old = Instant.parse("2015-05-05T05:05:05Z");
    IssuedCertificate young = world.server(World.HOST).validity(world.days(-10), world.days(80)).issuedBy(world.root);
    LabServer.Start fresh = Servers.openssl(ServerSetup.with(young), "-tls1_2");
    add("synergy: its clock is years behind", fresh, synergy().clock(old), known("synergy-ssp2"), DEVICE_CLOCK_WRONG);
    add("netx: its clock is years ahead", fresh, LabDevice.of("netx-software").trusting(world.root).named(World.HOST)
        .clock(Instant.parse("2045-01-01T00:00:00Z")), known("netx-software"), DEVICE_CLOCK_WRONG);
    add("mbedtls: its clock is at its beginning", fresh, LabDevice.of("mbedtls").trusting(world.root)
        .named(World.HOST).clock(Instant.ofEpochSecond(1234)), known("mbedtls"), DEVICE_CLOCK_WRONG,
        TRUST_ANCHOR_MISSING, CHAIN_INCOMPLETE);
    add("arduino: it has no clock", fresh, LabDevice.of("arduino-bearssl:clock=unset").trusting(world.root)
        .named(World.HOST), known("arduino-bearssl:clock=unset"), DEVICE_CLOCK_WRONG, TRUST_ANCHOR_MISSING,
        CHAIN_INCOMPLETE, DEVICE_WENT_SILENT, DEVICE_CRYPTO_FAILURE);
    add("synergy: nobody looks at an expired certificate",
        Servers.openssl(ServerSetup.with(world.expired()), "-tls1_2"),
        LabDevice.of("synergy-ssp2:clock=none").trusting(world.root).named(World.HOST).says(CONNECT),
        known("synergy-ssp2"), DATES_NOT_CHECKED, CERTIFICATE_EXPIRED);
  }

  private void sizes() {
    IssuedCertificate parent = world.root;
    for (int i = 0; i < 9; i++) {
      parent = world.pki.ca("Lab Issuing CA with a rather long name, number " + i).key(world.rsaRoot.key())
          .issuedBy(parent);
    }
    IssuedCertificate deep = world.server(World.HOST).issuedBy(parent);
    LabServer.Start much = Servers.openssl(ServerSetup.with(deep), "-tls1_2");
    FindingId[] bare = {CHAIN_TOO_LARGE, DEVICE_WENT_SILENT, DEVICE_CRYPTO_FAILURE, TRUST_ANCHOR_MISSING,
        CHAIN_INCOMPLETE};
    add("synergy: a packet buffer of 4000 bytes", much,
        LabDevice.of("synergy-ssp2:packet-buffer=4000").trusting(world.root).named(World.HOST),
        known("synergy-ssp2").buffer(4000), RECORD_EXCEEDS_BUFFER, bare);
    add("mbedtls: 4096 bytes for a record", much,
        LabDevice.of("mbedtls:in-content-len=4096").trusting(world.root).named(World.HOST),
        known("mbedtls").buffer(4096), RECORD_EXCEEDS_BUFFER, bare);
    add("quectel: 4096 bytes for a chain", much, LabDevice.of("openssl").trusting(world.root).named(World.HOST)
        .set(config -> config.maxHandshakeMessage(4096)), known("openssl").longestChain(4096), CHAIN_TOO_LARGE,
        RECORD_EXCEEDS_BUFFER, DEVICE_WENT_SILENT, DEVICE_CRYPTO_FAILURE, TRUST_ANCHOR_MISSING, CHAIN_INCOMPLETE);
    add("mbedtls: messages in pieces", Servers.openssl(deep, "-tls1_2", "-max_send_frag", "512"),
        CompiledClient.MBEDTLS.client(world.root, World.HOST, CONNECT), known("mbedtls"),
        HANDSHAKE_FRAGMENTATION_UNSUPPORTED);
    add("esp32: messages in pieces", Servers.openssl(ServerSetup.with(deep), "-tls1_2", "-max_send_frag", "1024"),
        LabDevice.of("google-cloud-iot-arduino").trusting(world.root).named(World.HOST),
        known("google-cloud-iot-arduino"), HANDSHAKE_FRAGMENTATION_UNSUPPORTED);
  }

  private void silence() {
    add("synergy: it resets after the flight", server, synergy().through(breaking(Verb.AGREE)).vanishing(),
        known("synergy-ssp2"), DEVICE_WENT_SILENT, DEVICE_CRYPTO_FAILURE);
    add("arduino: it resets after the flight", server, LabDevice.of("arduino-bearssl").trusting(world.root)
        .named(World.HOST).through(breaking(Verb.AGREE)).vanishing(), known("arduino-bearssl"), DEVICE_WENT_SILENT);
    byte[] hello = hello();
    cases.add(LabCase.of("a hello that lost its end", Servers.plain(socket -> socket.getInputStream().readAllBytes()),
        line -> half(line, Arrays.copyOf(hello, hello.length - 40)), Knowledge.nothing(), TRANSPORT_DROPPED_BYTES)
        .orBare(HANDSHAKE_TIMEOUT));
    cases.add(LabCase.of("a server that takes six seconds",
        Servers.plain(socket -> socket.getInputStream().readAllBytes()),
        line -> half(line, hello), Knowledge.nothing(), HANDSHAKE_TIMEOUT));
    cases.add(LabCase.of("a client that stops in the middle", server, this::stops,
        Knowledge.trusting(world.root).named(World.HOST), DEVICE_WENT_SILENT).or(HANDSHAKE_TIMEOUT));
  }

  /** Says it, waits for six seconds, and leaves. */
  private static void half(Line line, byte[] bytes) throws Exception {
    try (Socket socket = line.connect()) {
      socket.getOutputStream().write(bytes);
      line.later(Duration.ofSeconds(6));
    }
  }

  private void stops(Line line) throws Exception {
    try (Socket socket = line.connect()) {
      socket.getOutputStream().write(hello());
      socket.getInputStream().read(new byte[9000]);
      line.later(Duration.ofSeconds(12));
    }
  }

  /** A hello of mbed TLS's kind, made by our client. */
  private byte[] hello() {
    return LabDevice.of("mbedtls").trusting(world.root).named(World.HOST).hello();
  }

  private void randomness() {
    LabDevice same = synergy().set(config -> config.entropy(PinnedEntropy.seeded(7)));
    LabDevice again = synergy().set(config -> config.entropy(PinnedEntropy.seeded(7)));
    cases.add(LabCase.of("synergy: the same random twice", server, Clients.both(same, again),
        Knowledge.trusting(world.root).named(World.HOST), LOW_ENTROPY_RANDOM));
    cases.add(LabCase.of("arduino: a random of nothing but zeros", server,
        LabDevice.of("arduino-bearssl").trusting(world.root).named(World.HOST).says(CONNECT).set(
            config -> config.entropy(
                (purpose, out, offset, length) -> Arrays.fill(out, offset, offset + length, (byte) 0))),
        Knowledge.trusting(world.root).named(World.HOST), LOW_ENTROPY_RANDOM));
  }

  private Knowledge known(String profile) {
    return Knowledge.trusting(world.root).named(World.HOST).profile(profile);
  }

  private void add(
      String name, LabServer.Start start, LabClient client, Knowledge known, FindingId answer, FindingId... bare) {
    cases.add(LabCase.of(name, start, client, known, answer).orBare(bare));
  }
}
