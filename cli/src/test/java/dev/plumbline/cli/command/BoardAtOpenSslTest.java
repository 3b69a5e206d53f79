package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.testing.HandshakeDocument;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Boards that could not connect, as the {@code handshake} commands of docs/engines.md, at a real server: with what
 * status and alert each fails, what the server got to see, and that what is said to help does help.
 */
@Timeout(60)
class BoardAtOpenSslTest {
  private static final Instant PAST = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2048-01-01T00:00:00Z");

  @TempDir private Path directory;
  private final TestPki pki = new TestPki();
  private final OpenSslPeer openSsl = Peers.openSsl();
  private final IssuedCertificate ecRoot = pki.ca("EC Root").selfSigned();
  private final IssuedCertificate ecServer = pki.server("localhost").issuedBy(ecRoot);
  private RunningPeer server;

  @BeforeEach
  void needsOpenSsl() {
    Peers.require(openSsl);
    ecRoot.writeTo(directory, "root");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anEcRootInRomUnderBigEndianFailsAtTheCertificate() throws IOException {
    serve(ServerSetup.with(ecServer));
    fails("--profile", "synergy-ssp2", "--anchors-in", "rom")
        .assertFault("certificate-signature", "bad_certificate")
        .assertDevice("NX_SECURE_TLS_CERTIFICATE_SIG_CHECK_FAILED", "0x117", "bad_certificate")
        .assertLastReceived("Certificate");
    assertTrue(server.says("SSL alert number 42"), server.log());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--profile synergy-ssp2 --anchors-in ram",
        "--profile synergy-ssp1 --anchors-in ram",
        "--profile synergy-ssp2 --engine sce7:endian=little --anchors-in rom",
        "--profile synergy-ssp2 --engine sce7:swap=copy --anchors-in rom",
        "--engine sce7:endian=big,anchors=ram",
        "--engine sce9 --anchors-in rom",
        "--profile netx-software --anchors-in rom",
        "--profile openssl",
        "--profile arduino-bearssl"
      })
  void theSameRootElsewhereOrReadOtherwiseConnects(String options) throws IOException {
    serve(ServerSetup.with(ecServer));
    connects(options.split(" "));
  }

  @Test
  void anRsaRootInRomUnderBigEndianConnects() throws IOException {
    IssuedCertificate root = pki.ca("RSA Root").key(TestKey.Kind.RSA_2048).selfSigned().writeTo(directory, "root");
    serve(ServerSetup.with(pki.server("localhost").key(TestKey.Kind.RSA_2048).issuedBy(root)));
    connects("--profile", "synergy-ssp2", "--anchors-in", "rom");
  }

  @Test
  void anEcClientKeyInRomUnderBigEndianSignsWhatTheServerRefuses() throws IOException {
    serve(ServerSetup.with(ecServer).requireClient(ecRoot));
    String[] identity = client("sec1");
    connects(join(identity, "--profile", "synergy-ssp2", "--key-in", "ram"));
    HandshakeDocument failed = fails(join(identity, "--profile", "synergy-ssp2", "--key-in", "rom"));
    failed.assertReceived("decrypt_error");
    assertTrue(failed.bytesSent("CertificateVerify").isPresent(), failed::toString);
    assertTrue(server.says("bad signature"), server.log());
  }

  @ParameterizedTest
  @CsvSource({
    "synergy-ssp2, NX_CRYTPO_MISSING_ECC_CURVE, 0x2000F, internal_error",
    "synergy-ssp1, NX_CRYTPO_MISSING_ECC_CURVE, 0x20007, internal_error"
  })
  void aP384RootGivesTheStatusOfItsStack(String profile, String status, String hex, String alert) throws IOException {
    IssuedCertificate root = pki.ca("P-384 Root").key(TestKey.Kind.EC_P384).selfSigned().writeTo(directory, "root");
    serve(ServerSetup.with(pki.server("localhost").issuedBy(root)));
    fails("--profile", profile)
        .assertFault("certificate-algorithm", alert)
        .assertDevice(status, hex, alert);
    assertTrue(server.says("SSL alert number 80"), server.log());
    connects("--profile", "netx-software");
  }

  @Test
  void ecdheWithoutEccSetUpIsAnsweredWithHandshakeFailure() throws IOException {
    serve(ServerSetup.with(ecServer).suites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
    fails("--profile", "synergy-ssp2:ecc=uninitialised").assertReceived("handshake_failure");
    assertTrue(server.says("no shared cipher"), server.log());
  }

  @Test
  void aNameThatTheCertificateLacksIsADnsMismatch() throws IOException {
    serve(ServerSetup.with(ecServer));
    fails("--profile", "synergy-ssp2", "--servername", "mqtt.harbor.example")
        .assertFault("certificate-name", "internal_error")
        .assertDevice("NX_SECURE_X509_CERTIFICATE_DNS_MISMATCH", "0x195", "internal_error");
    assertTrue(server.says("SSL alert number 80"), server.log());
  }

  /** What a server gets to see of the same wrong root depends on who refuses it. */
  @ParameterizedTest
  @CsvSource({
    "synergy-ssp2, NX_SECURE_TLS_ISSUER_CERTIFICATE_NOT_FOUND, 0x11B, unknown_ca, SSL alert number 48",
    "mbedtls, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED, -0x2700, unknown_ca, SSL alert number 48",
    "arduino-bearssl, BR_ERR_X509_NOT_TRUSTED, 62, , unexpected eof"
  })
  void aWrongRootIsToldTheServerInTheWordsOfTheStack(
      String profile, String status, String hex, String alert, String log) throws IOException {
    serve(ServerSetup.with(ecServer));
    pki.ca("Another Root").selfSigned().writeTo(directory, "root");
    HandshakeDocument failed = fails("--profile", profile);
    if (alert == null) {
      failed.assertFaultInSilence("certificate-issuer-unknown");
    } else {
      failed.assertFault("certificate-issuer-unknown", alert);
    }
    failed.assertDevice(status, hex, alert);
    assertEquals("unknown_ca", failed.device().get("alertOfFault").asText(), "what RFC 5246 §7.2.2 has for it");
    assertTrue(server.says(log), server.log());
    assertTrue(alert != null || !server.log().contains("SSL alert number"), server.log());
  }

  @Test
  void theTextSaysWhoseAlertWasSent() throws IOException {
    serve(ServerSetup.with(ecServer));
    String[] named = {"handshake", "localhost:" + server.port(), "--cafile", path("root.pem"), "--servername", "other"};
    Outcome synergy = Outcome.of(join(named, "--profile", "synergy-ssp2"));
    assertTrue(
        synergy.out().contains("we sent the alert internal_error, as the device does, in place of bad_certificate"),
        synergy::toString);
    Outcome bear = Outcome.of(join(named, "--profile", "arduino-bearssl"));
    assertTrue(
        bear.out().contains("we sent no alert, as the device does, in place of bad_certificate"), bear::toString);
    Outcome own = Outcome.of(join(named, "--engine", "sce7"));
    assertTrue(own.out().contains("we sent the alert bad_certificate; "), own::toString);
  }

  /** {@code sce.md} §4: message + structures, and message + one structure + leaf; 304 bytes each. */
  @Test
  void thePacketBufferRuleHasItsThresholdAtTheByte() throws IOException {
    serve(ServerSetup.with(ecServer));
    int leaf = ecServer.der().length;
    int message = 4 + 3 + 3 + leaf;
    int needed = message + 304 + leaf;
    HandshakeDocument failed = fails("--profile", "synergy-ssp2:packet-buffer=" + (needed - 1));
    failed
        .assertFault("device-limit-exceeded", "internal_error")
        .assertDevice("NX_SECURE_TLS_INSUFFICIENT_CERT_SPACE", "0x12D", "internal_error")
        .assertLastReceived("Certificate");
    assertTrue(server.says("SSL alert number 80"), server.log());
    JsonNode limit = failed.device().get("limitsExceeded").get(0);
    assertEquals(needed - 1, limit.get("limit").asInt());
    assertEquals(needed, limit.get("needed").asInt());
    connects("--profile", "synergy-ssp2:packet-buffer=" + needed);
  }

  @Test
  void pubAndSubFailWithTheSameStatusAndSayTheNumberThatWouldDo() throws IOException {
    serve(ServerSetup.with(ecServer));
    for (String command : List.of("pub -m hello -t board/1", "sub -t board/1")) {
      List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
      arguments.addAll(
          List.of(
              "-h", "localhost", "-p", Integer.toString(server.port()), "--cafile", path("root.pem"), "--profile",
              "synergy-ssp2:packet-buffer=1000"));
      Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.err().contains("NX_SECURE_TLS_INSUFFICIENT_CERT_SPACE (0x12D)"), outcome::toString);
      int needed = 4 + 3 + 3 + 304 + 2 * ecServer.der().length;
      assertTrue(outcome.err().contains("needs a packet buffer of " + needed + " bytes"), outcome::toString);
    }
  }

  @Test
  void aStackThatPutsNoRecordsTogetherFailsAtTheFirstMessageInTwo() throws IOException {
    IssuedCertificate behind = pki.server("localhost").issuedBy(pki.ca("Sub").issuedBy(ecRoot));
    server = openSsl.start(ServerSetup.with(behind), List.of("-tls1_2", "-max_send_frag", "512"));
    fails("--profile", "mbedtls")
        .assertFaultInSilence("device-limit-exceeded")
        .assertDevice("MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE", "-0x7080", null)
        .assertLastReceived("Certificate");
    connects("--profile", "mbedtls-3.6");
  }

  @Test
  void aPkcs8KeyIsRefusedAndAnEmptyCertificateGoesOut() throws IOException {
    serve(ServerSetup.with(ecServer).requireClient(ecRoot));
    Outcome outcome = handshake(join(client("pkcs8"), "--profile", "synergy-ssp2"));
    assertEquals(1, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("NX_SECURE_PKCS1_INVALID_PRIVATE_KEY (0x18A)"), outcome::toString);
    HandshakeDocument failed = HandshakeDocument.of(outcome).assertReceived("handshake_failure");
    assertEquals(4 + 3, failed.bytesSent("Certificate").orElseThrow(), "an empty list of certificates");
    assertTrue(server.says("peer did not return a certificate"), server.log());
  }

  @Test
  void anExpiredCertificateOrAClockThatWasNeverSetIsADateError() throws IOException {
    serve(ServerSetup.with(pki.server("localhost").validity(TestPki.NOT_BEFORE, PAST).issuedBy(ecRoot)));
    fails("--profile", "synergy-ssp2")
        .assertFault("certificate-past-validity", "certificate_expired")
        .assertDevice("NX_SECURE_X509_CERTIFICATE_EXPIRED", "0x193", "certificate_expired");
    assertTrue(server.says("SSL alert number 45"), server.log());
    connects("--profile", "synergy-ssp2:clock=none");
    assertNotYetValid(fails("--profile", "synergy-ssp2:clock=epoch"));
    server.close();
    serve(ServerSetup.with(pki.server("localhost").validity(FUTURE, TestPki.NOT_AFTER).issuedBy(ecRoot)));
    assertNotYetValid(fails("--profile", "synergy-ssp2"));
  }

  private static void assertNotYetValid(HandshakeDocument document) {
    document
        .assertFault("certificate-not-yet-valid", "certificate_expired")
        .assertDevice("NX_SECURE_X509_CERTIFICATE_NOT_YET_VALID", "0x194", "certificate_expired");
  }

  @Test
  void serverKeysThatOnlyTheDeviceTakesStillConnectIt() throws IOException {
    IssuedCertificate root = pki.ca("Old Root").key(TestKey.Kind.RSA_1024).selfSigned().writeTo(directory, "root");
    IssuedCertificate old = pki.server("localhost").key(TestKey.Kind.RSA_1024).issuedBy(root);
    server =
        openSsl.start(
            ServerSetup.with(old),
            List.of(
                "-tls1_2", "-groups", "P-192:P-256", "-sigalgs", "RSA+SHA256", "-cipher",
                "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0"));
    assertEquals(
        "secp256r1", connects("--profile", "synergy-ssp2", "--anchors-in", "rom").text("group"), "the device's first");
    assertEquals("secp192r1", connects("--engine", "sce7", "--groups", "P-192").text("group"));
    fails("--engine", "software").assertFault("certificate-algorithm", "unsupported_certificate");
  }

  private void serve(ServerSetup setup) throws IOException {
    server = openSsl.start(setup);
  }

  /** A client certificate with its key as DER in this form: {@code sec1} or {@code pkcs8}. */
  private String[] client(String form) throws IOException {
    IssuedCertificate device = pki.client("board").issuedBy(ecRoot).writeTo(directory, "board");
    byte[] der = form.equals("pkcs8") ? device.key().pkcs8() : der(device.key().traditionalPem());
    Files.write(directory.resolve("board.der"), der);
    return new String[] {"--cert", path("board.pem"), "--key", path("board.der")};
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private HandshakeDocument connects(String... options) {
    Outcome outcome = handshake(options);
    assertEquals(0, outcome.status(), outcome::toString);
    return HandshakeDocument.of(outcome).assertConnected();
  }

  private HandshakeDocument fails(String... options) {
    Outcome outcome = handshake(options);
    assertEquals(1, outcome.status(), outcome::toString);
    HandshakeDocument document = HandshakeDocument.of(outcome);
    assertEquals("failed", document.text("result"));
    return document;
  }

  private Outcome handshake(String... options) {
    String[] common = {"handshake", "localhost:" + server.port(), "--cafile", path("root.pem"), "--json"};
    return Outcome.of(join(common, options));
  }

  private static String[] join(String[] first, String... second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
  }

  private String path(String file) {
    return directory.resolve(file).toString();
  }
}
