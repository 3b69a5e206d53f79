package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlumblineSocketTest {
  private static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

  private Trust trust;
  private SSLSocketFactory factory;

  @BeforeEach
  void trust() throws Exception {
    trust = new Trust();
    factory = new PlumblineSocketFactory(trust::configuration);
  }

  @AfterEach
  void nothingIsLeftOpen() {
    trust.close();
  }

  @Test
  void connectsByNameAndByAddressAndFromABoundAddress() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    List<Opener> openers =
        List.of(
            port -> factory.createSocket("localhost", port),
            port -> factory.createSocket("127.0.0.1", port),
            port -> factory.createSocket(loopback, port),
            port -> factory.createSocket("localhost", port, loopback, 0),
            port -> factory.createSocket(loopback, port, loopback, 0),
            port -> factory.createSocket(new Socket(loopback, port), "localhost", port, true),
            port -> factory.createSocket(new Socket(loopback, port), null, port, true),
            port -> {
              Socket socket = factory.createSocket();
              socket.connect(new InetSocketAddress("localhost", port), 5000);
              return socket;
            });
    for (Opener opener : openers) {
      try (TestServer server = TestServer.echo();
          Socket socket = opener.open(server.port())) {
        socket.getOutputStream().write(new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, socket.getInputStream().readNBytes(3));
        assertTrue(socket.isConnected());
        assertEquals(server.port(), socket.getPort());
      }
    }
  }

  @Test
  void describesItsSession() throws Exception {
    try (TestServer server = TestServer.echo();
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLSession session = socket.getSession();
      assertTrue(session.isValid());
      assertEquals(SUITE, session.getCipherSuite());
      assertEquals("TLSv1.2", session.getProtocol());
      assertEquals("localhost", session.getPeerHost());
      assertEquals(server.port(), session.getPeerPort());
      assertArrayEquals(Trust.SERVER.der(), session.getPeerCertificates()[0].getEncoded());
      assertEquals("CN=localhost", session.getPeerPrincipal().getName());
      assertInstanceOf(X509Certificate.class, session.getPeerCertificates()[0]);
      assertNull(session.getLocalCertificates());
      assertNull(session.getLocalPrincipal());
      session.putValue("k", "v");
      assertEquals("v", session.getValue("k"));
      assertArrayEquals(new String[] {"k"}, session.getValueNames());
      session.removeValue("k");
      assertNull(session.getValue("k"));
      session.invalidate();
      assertFalse(session.isValid());
      assertEquals("", socket.getApplicationProtocol());
    }
  }

  @Test
  void hasASessionOfNoSuiteWhenTheHandshakeFails() throws Exception {
    try (TestServer server = TestServer.of(Trust.STRANGER, (tls, tcp) -> tls.startHandshake());
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLSession session = socket.getSession();
      assertFalse(session.isValid());
      assertEquals("SSL_NULL_WITH_NULL_NULL", session.getCipherSuite());
      assertThrows(SSLPeerUnverifiedException.class, session::getPeerCertificates);
      assertTrue(socket.isClosed());
    }
  }

  @Test
  void failsAsAHandshakeExceptionAndCloses() throws Exception {
    try (TestServer server = TestServer.of(Trust.ELSEWHERE, (tls, tcp) -> tls.startHandshake());
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLHandshakeException refused = assertThrows(SSLHandshakeException.class, socket::startHandshake);
      TlsException cause = assertInstanceOf(TlsException.class, refused.getCause());
      assertEquals(Fault.CERTIFICATE_NAME, cause.alert().fault().orElseThrow());
      assertEquals(cause.getMessage(), refused.getMessage());
      assertThrows(SocketException.class, socket::startHandshake);
      assertNull(socket.getApplicationProtocol());
    }
  }

  @Test
  void verifiesAndSendsTheServerNameThatWasSet() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>();
    try (TestServer server =
            TestServer.of(Trust.ELSEWHERE, (tls, tcp) -> {
              tls.startHandshake();
              asked.set(((ExtendedSSLSession) tls.getSession()).getRequestedServerNames().toString());
              tls.getOutputStream().write(1);
            });
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName("elsewhere.example")));
      socket.setSSLParameters(parameters);
      assertEquals(1, socket.getInputStream().read());
      assertTrue(asked.get().contains("elsewhere.example"), asked.get());
      assertEquals(parameters.getServerNames(), socket.getSSLParameters().getServerNames());
    }
  }

  @Test
  void verifiesTheNameWhateverTheEndpointIdentificationIs() throws Exception {
    try (TestServer server = TestServer.of(Trust.ELSEWHERE, (tls, tcp) -> tls.startHandshake());
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(null);
      parameters.setServerNames(List.of());
      socket.setSSLParameters(parameters);
      assertThrows(SSLHandshakeException.class, socket::startHandshake);
    }
  }

  @Test
  void agreesOnAnApplicationProtocol() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              SSLParameters parameters = tls.getSSLParameters();
              parameters.setApplicationProtocols(new String[] {"mqtt"});
              tls.setSSLParameters(parameters);
              tls.getOutputStream().write(1);
            });
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"x", "mqtt"});
      socket.setSSLParameters(parameters);
      assertEquals(1, socket.getInputStream().read());
      assertEquals("mqtt", socket.getApplicationProtocol());
    }
  }

  @Test
  void tellsItsListenersOnce() throws Exception {
    List<HandshakeCompletedEvent> events = new ArrayList<>();
    try (TestServer server = TestServer.echo();
        SSLSocket socket = (SSLSocket) factory.createSocket("localhost", server.port())) {
      socket.addHandshakeCompletedListener(events::add);
      assertThrows(IllegalArgumentException.class, () -> socket.removeHandshakeCompletedListener(event -> {}));
      socket.startHandshake();
      socket.startHandshake();
      socket.getOutputStream().write(1);
      assertEquals(1, events.size());
      assertEquals(SUITE, events.get(0).getCipherSuite());
      assertEquals(socket.getSession(), events.get(0).getSession());
    }
  }

  @Test
  void takesSuitesAndProtocolsThatItHas() throws Exception {
    SSLSocket socket = (SSLSocket) factory.createSocket();
    socket.setEnabledCipherSuites(new String[] {SUITE});
    assertArrayEquals(new String[] {SUITE}, socket.getEnabledCipherSuites());
    assertArrayEquals(factory.getSupportedCipherSuites(), socket.getSupportedCipherSuites());
    assertTrue(List.of(factory.getSupportedCipherSuites()).containsAll(List.of(factory.getDefaultCipherSuites())));
    assertThrows(
        IllegalArgumentException.class, () -> socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_NULL_MD5"}));
    assertThrows(IllegalArgumentException.class, () -> socket.setEnabledCipherSuites(new String[0]));
    socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    assertArrayEquals(new String[] {"TLSv1.2"}, socket.getEnabledProtocols());
    assertThrows(IllegalArgumentException.class, () -> socket.setEnabledProtocols(new String[] {"TLSv1.3"}));
    assertThrows(IllegalArgumentException.class, () -> socket.setEnabledProtocols(new String[] {"TLSv9", "TLSv1.2"}));
    assertThrows(IllegalArgumentException.class, () -> socket.setUseClientMode(false));
    socket.close();
  }

  @Test
  void hasTheUsualTimeouts() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.startHandshake();
              tls.getInputStream().read();
            });
        Socket socket = factory.createSocket("localhost", server.port())) {
      socket.setSoTimeout(20);
      assertEquals(20, socket.getSoTimeout());
      assertThrows(SocketTimeoutException.class, () -> {
        while (true) {
          socket.getInputStream().read();
        }
      });
      assertFalse(socket.isClosed());
    }
  }

  @Test
  void leavesTheSocketBelowOpenIfItIsSomebodyElses() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.getInputStream().readAllBytes();
              tls.close();
            });
        Socket below = server.connect()) {
      Socket socket = factory.createSocket(below, "localhost", server.port(), false);
      socket.getOutputStream().write(1);
      socket.close();
      assertTrue(socket.isClosed());
      assertFalse(below.isClosed());
      assertNull(server.failure());
    }
  }

  @Test
  void shutsItsOutputDownWithCloseNotify() throws Exception {
    try (TestServer server = TestServer.echo();
        Socket socket = factory.createSocket("localhost", server.port())) {
      socket.getOutputStream().write(1);
      assertEquals(1, socket.getInputStream().read());
      assertFalse(socket.isOutputShutdown());
      socket.shutdownOutput();
      assertTrue(socket.isOutputShutdown());
      assertEquals(-1, socket.getInputStream().read());
      assertThrows(UnsupportedOperationException.class, socket::shutdownInput);
      assertNull(server.failure());
    }
  }

  @Test
  void refusesToDoAnythingUnconnectedOrClosed() throws Exception {
    SSLSocket socket = (SSLSocket) factory.createSocket();
    assertThrows(SocketException.class, socket::startHandshake);
    assertThrows(SocketException.class, socket::getInputStream);
    socket.close();
    socket.close();
    assertThrows(SocketException.class, socket::getOutputStream);
    assertThrows(SocketException.class, () -> factory.createSocket(new Socket(), "localhost", 1, true));
    assertThrows(SocketException.class, () -> socket.sendUrgentData(1));
  }

  private interface Opener {
    Socket open(int port) throws IOException;
  }
}
