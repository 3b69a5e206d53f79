package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.CLIENT_EC;
import static dev.plumbline.tls.interop.InteropPki.CLIENT_ROOT;
import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that ask for a certificate which we have not, or which they do not like. */
class ClientCertificateTest {
  static Stream<Named<Peer>> authenticating() {
    return with(Feature.CLIENT_AUTHENTICATION);
  }

  static Stream<Named<Peer>> asking() {
    return with(Feature.OPTIONAL_CLIENT_AUTHENTICATION);
  }

  private static Stream<Named<Peer>> with(Feature feature) {
    return Peers.all().stream()
        .filter(peer -> peer.abilities().has(feature))
        .map(peer -> Named.of(peer.name(), peer));
  }

  @ParameterizedTest
  @MethodSource("authenticating")
  void isToldThatACertificateIsRequired(Peer peer) throws IOException {
    Peers.require(peer.missing());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requireClient(CLIENT_ROOT))) {
      assertEquals(
          Refusal.received(withoutCertificate(peer)),
          Refusal.of(ClientSide.refusal(server.port(), client.config().build())),
          server::log);
    }
  }

  @ParameterizedTest
  @MethodSource("authenticating")
  void isToldThatItsCertificateIsNotTrusted(Peer peer) throws IOException {
    Peers.require(peer.missing());
    TestPki pki = new TestPki();
    IssuedCertificate stranger = pki.client("stranger").issuedBy(pki.ca("Strange Root").selfSigned());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requireClient(CLIENT_ROOT))) {
      TlsClientConfig config = client.config().credentials(client.credentials(stranger)).build();
      assertEquals(Refusal.received(ofStranger(peer)), Refusal.of(ClientSide.refusal(server.port(), config)), server::log);
    }
  }

  @ParameterizedTest
  @MethodSource("asking")
  void mayHaveNoneWhereItIsOnlyAskedFor(Peer peer) throws IOException {
    Peers.require(peer.missing());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requestClient(CLIENT_ROOT))) {
      ConnectionFacts facts = ClientSide.talk(server, client.config().build());
      assertTrue(facts.clientAuthenticationRequested());
    }
  }

  /** OpenSSL and what is built on it hold the client's key against the client's own list of groups (RFC 8422 §5.1.1). */
  @Test
  void isRefusedByOpenSslWithAKeyOnACurveThatItDidNotOffer() throws IOException {
    Peer openSsl = Peers.openSsl();
    Peers.require(openSsl.missing());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = openSsl.start(ServerSetup.with(InteropPki.RSA).requireClient(CLIENT_ROOT))) {
      TlsClientConfig config =
          client.config().groups(List.of(NamedGroup.X25519)).credentials(client.credentials(CLIENT_EC)).build();
      assertEquals(
          Refusal.received(AlertDescription.ILLEGAL_PARAMETER),
          Refusal.of(ClientSide.refusal(server.port(), config)));
    }
  }

  /** RFC 5246 §7.4.6 says handshake_failure; not everybody does. */
  private static AlertDescription withoutCertificate(Peer peer) {
    return switch (peer.name()) {
      case "GnuTLS gnutls-serv" -> AlertDescription.DECODE_ERROR;
      case "NSS selfserv", "JSSE" -> AlertDescription.BAD_CERTIFICATE;
      default -> AlertDescription.HANDSHAKE_FAILURE;
    };
  }

  /** RFC 5246 §7.2.2 says unknown_ca; not everybody does. */
  private static AlertDescription ofStranger(Peer peer) {
    return switch (peer.name()) {
      case "GnuTLS gnutls-serv" -> AlertDescription.ACCESS_DENIED;
      case "JSSE", "BCJSSE", "Conscrypt" -> AlertDescription.CERTIFICATE_UNKNOWN;
      case "BoringSSL (netty-tcnative)" -> AlertDescription.BAD_CERTIFICATE;
      default -> AlertDescription.UNKNOWN_CA;
    };
  }
}
