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
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that ask for a certificate which we have not, or which they do not like. */
class ClientCertificateTest {
  static Stream<Named<Peer>> authenticating() {
    return Peers.that(abilities -> abilities.has(Feature.CLIENT_AUTHENTICATION));
  }

  static Stream<Named<Peer>> asking() {
    return Peers.that(abilities -> abilities.has(Feature.OPTIONAL_CLIENT_AUTHENTICATION));
  }

  @ParameterizedTest
  @MethodSource("authenticating")
  void isToldThatACertificateIsRequired(Peer peer) throws IOException {
    Peers.require(peer);
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requireClient(CLIENT_ROOT))) {
      TlsAlert refusal = ClientSide.refusal(server.port(), client.config().build());
      assertEquals(TlsAlert.Direction.RECEIVED, refusal.direction(), refusal.sentence());
      assertTrue(withoutCertificate(peer).contains(refusal.description().orElseThrow()), refusal.sentence());
    }
  }

  @ParameterizedTest
  @MethodSource("authenticating")
  void isToldThatItsCertificateIsNotTrusted(Peer peer) throws IOException {
    Peers.require(peer);
    TestPki pki = new TestPki();
    IssuedCertificate stranger = pki.client("stranger").issuedBy(pki.ca("Strange Root").selfSigned());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requireClient(CLIENT_ROOT))) {
      TlsClientConfig config = client.config().credentials(client.credentials(stranger)).build();
      Refusal refusal = Refusal.of(ClientSide.refusal(server.port(), config));
      assertEquals(Refusal.received(ofStranger(peer)), refusal, server::log);
    }
  }

  @ParameterizedTest
  @MethodSource("asking")
  void mayHaveNoneWhereItIsOnlyAskedFor(Peer peer) throws IOException {
    Peers.require(peer);
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).requestClient(CLIENT_ROOT))) {
      ConnectionFacts facts = ClientSide.talk(server, client.config().build());
      assertTrue(facts.clientAuthenticationRequested());
    }
  }

  /**
   * OpenSSL and what is built on it hold the client's key against the client's own list of groups (RFC 8422 §5.1.1).
   */
  @Test
  void isRefusedByOpenSslWithAKeyOnACurveThatItDidNotOffer() throws IOException {
    Peer openSsl = Peers.openSsl();
    Peers.require(openSsl);
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = openSsl.start(ServerSetup.with(InteropPki.RSA).requireClient(CLIENT_ROOT))) {
      TlsClientConfig config =
          client.config().groups(List.of(NamedGroup.X25519)).credentials(client.credentials(CLIENT_EC)).build();
      assertEquals(
          Refusal.received(AlertDescription.ILLEGAL_PARAMETER),
          Refusal.of(ClientSide.refusal(server.port(), config)));
    }
  }

  /** RFC 5246 §7.4.6 says handshake_failure; not everybody does, and JSSE since some release after 17. */
  private static Set<AlertDescription> withoutCertificate(Peer peer) {
    return switch (peer.name()) {
      case "GnuTLS gnutls-serv" -> Set.of(AlertDescription.DECODE_ERROR);
      case "NSS selfserv" -> Set.of(AlertDescription.BAD_CERTIFICATE);
      case "JSSE" -> Set.of(AlertDescription.BAD_CERTIFICATE, AlertDescription.HANDSHAKE_FAILURE);
      default -> Set.of(AlertDescription.HANDSHAKE_FAILURE);
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
