package dev.plumbline.tls.testing.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the broker of other tests can be told, with the JDK's client and CONNECT packets written by hand. */
class MosquittoBrokerTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate server = pki.server("localhost").issuedBy(root);
  private final IssuedCertificate device = pki.client("device-1").issuedBy(root);

  @BeforeEach
  void needsMosquitto() {
    Peers.require(MosquittoBroker.missing());
  }

  @Test
  void letsAnybodyInUntilItHasUsers() throws Exception {
    try (MosquittoBroker broker = MosquittoBroker.with(server).start()) {
      assertEquals("accepted", connect(broker, new KeyManager[0], "", ""));
    }
    try (MosquittoBroker broker = MosquittoBroker.with(server).user("anna", "secret").user("ben", "other").start()) {
      assertEquals("refused", connect(broker, new KeyManager[0], "", ""));
      assertEquals("refused", connect(broker, new KeyManager[0], "anna", "other"));
      assertEquals("accepted", connect(broker, new KeyManager[0], "anna", "secret"));
      assertLogs(broker, "(p2, c1, k60, u'anna')");
    }
  }

  @Test
  void knowsADeviceByItsCertificate() throws Exception {
    MosquittoBroker.Setup setup = MosquittoBroker.with(server).requireClient(root).identityAsUsername();
    try (MosquittoBroker broker = setup.start()) {
      assertEquals("accepted", connect(broker, keys(device), "", ""));
      assertLogs(broker, "u'device-1'");
      assertThrows(IOException.class, () -> connect(broker, new KeyManager[0], "", ""));
    }
  }

  /** The broker answers first and writes its log then. */
  private static void assertLogs(MosquittoBroker broker, String line) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!broker.log().contains(line) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertTrue(broker.log().contains(line), broker.log());
  }

  @Test
  void offersTheSuitesItWasTold() throws Exception {
    try (MosquittoBroker broker =
        MosquittoBroker.with(server).suites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256).start()) {
      assertThrows(IOException.class, () -> connect(broker, new KeyManager[0], "", ""));
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    IOException failure =
        assertThrows(IOException.class, () -> MosquittoBroker.with(server).option("no_such_option 1").start());
    assertTrue(failure.getMessage().contains("no_such_option"), failure.getMessage());
  }

  /** Makes a TLS 1.2 connection, sends CONNECT (MQTT 3.1.1 §3.1), and reads the return code of CONNACK. */
  private String connect(MosquittoBroker broker, KeyManager[] keys, String user, String password)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(root.trustStore());
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(keys, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), broker.port())) {
      socket.setSoTimeout(10_000);
      boolean named = !user.isEmpty();
      String variable = "00044d515454 04" + (named ? "c2" : "02") + "003c" + string("client");
      String body = (variable + (named ? string(user) + string(password) : "")).replace(" ", "");
      socket.getOutputStream().write(HexFormat.of().parseHex("10" + byteOf(body.length() / 2) + body));
      byte[] answer = socket.getInputStream().readNBytes(4);
      if (answer.length < 4) {
        throw new IOException("the broker hung up");
      }
      return answer[3] == 0 ? "accepted" : "refused";
    }
  }

  private static KeyManager[] keys(IssuedCertificate certificate) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(certificate.keyStore(PASSWORD), PASSWORD);
    return keys.getKeyManagers();
  }

  private static String string(String text) {
    return "00" + byteOf(text.length()) + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String byteOf(int value) {
    return HexFormat.of().toHexDigits((byte) value);
  }
}
