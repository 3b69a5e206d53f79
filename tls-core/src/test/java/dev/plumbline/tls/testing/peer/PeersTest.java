package dev.plumbline.tls.testing.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The peers themselves, with the JDK's client: what fails here is not our client's fault. */
class PeersTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate ec = pki.server("server.test").subject("CN=server.test,O=EC").issuedBy(root);
  private final IssuedCertificate rsa =
      pki.server("server.test").subject("CN=server.test,O=RSA").key(TestKey.Kind.RSA_2048).issuedBy(root);

  static Stream<Named<Peer>> peers() {
    return Peers.all().stream().map(peer -> Named.of(peer.name(), peer));
  }

  @ParameterizedTest
  @MethodSource("peers")
  void answersAsItSays(Peer peer) throws IOException, GeneralSecurityException {
    Peers.require(peer.missing());
    assertFalse(peer.version().isEmpty());
    boolean several = peer.abilities().has(Feature.SEVERAL_CERTIFICATES);
    try (RunningPeer server = peer.start(several ? ServerSetup.with(ec, rsa) : ServerSetup.with(ec))) {
      for (int round = 0; round < 2; round++) {
        try (SSLSocket socket = connect(server)) {
          for (Exchange exchange : server.exchanges(round)) {
            socket.getOutputStream().write(exchange.request());
            assertArrayEquals(
                exchange.answer(), socket.getInputStream().readNBytes(exchange.answer().length), server.log());
          }
          assertEquals(
              CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.name(), socket.getSession().getCipherSuite());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("peers")
  void isGoneOnceItIsClosed(Peer peer) throws IOException {
    Peers.require(peer.missing());
    RunningPeer server = peer.start(ServerSetup.with(ec));
    server.close();
    server.close();
    assertThrows(
        ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
    List<String> ours = ProcessHandle.current().descendants().map(child -> child.info().toString()).toList();
    assertEquals(List.of(), ours);
  }

  private SSLSocket connect(RunningPeer server) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(root.trustStore());
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.setEnabledCipherSuites(new String[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.name()});
    return socket;
  }
}
