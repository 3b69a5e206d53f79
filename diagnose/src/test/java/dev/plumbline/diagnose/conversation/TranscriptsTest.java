package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views and transcripts proved by the signatures over them, in sessions of real stacks. */
class TranscriptsTest {
  @Test
  void aClientsSignatureHoldsOverTheTranscript() throws Exception {
    Conversation session = Captures.read("netx-mtls-ec-healthy").get(0);
    CertificateVerifyView verify = session.certificateVerify().orElseThrow();
    assertEquals(0x0403, verify.scheme());
    Event.Handshake message = session.handshake(Side.CLIENT, 15).orElseThrow();
    assertTrue(holds(session, Side.CLIENT, joined(Transcripts.before(session, message)), verify.signature()));
    CertificateRequestView request = session.certificateRequest().orElseThrow();
    assertTrue(request.types().contains(64) && request.schemes().contains(0x0403));
  }

  @Test
  void aServersSignatureHoldsOverItsParameters() throws Exception {
    for (String name : List.of("netx-ecdsa-healthy", "netx-username-cut", "netx-mtls-ec-healthy")) {
      Conversation session = Captures.read(name).get(0);
      ServerKeyExchangeView exchange = session.serverKeyExchange().orElseThrow();
      assertEquals(23, exchange.group(), name);
      assertEquals(65, exchange.point().length);
      byte[] client = session.clientHello().orElseThrow().random();
      byte[] signed = concat(client, session.serverHello().orElseThrow().random());
      if (exchange.scheme() == 0x0403) {
        assertTrue(holds(session, Side.SERVER, concat(signed, exchange.params()), exchange.signature()), name);
      }
    }
  }

  private static boolean holds(Conversation session, Side side, byte[] signed, byte[] signature) throws Exception {
    byte[] leaf = session.certificate(side).orElseThrow().certificates().get(0);
    X509Certificate certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(leaf));
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(certificate);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  private static byte[] joined(List<byte[]> messages) {
    return messages.stream().reduce(new byte[0], TranscriptsTest::concat);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void aRenegotiationBeginsANewTranscript() {
    Conversation session = Session.recorded("tls12-renegotiation").conversation();
    List<Event.Handshake> hellos =
        session.all(Event.Handshake.class, Side.CLIENT).filter(one -> one.type() == 1).toList();
    Event.Handshake secondServerHello =
        session.all(Event.Handshake.class, Side.SERVER).filter(one -> one.type() == 2).toList().get(1);
    byte[] transcript = joined(Transcripts.before(session, secondServerHello));
    assertEquals(4 + hellos.get(1).announced(), transcript.length);
    assertArrayEquals(hellos.get(1).body(), Arrays.copyOfRange(transcript, 4, transcript.length));
  }

  @Test
  void theRandomOfARetryIsTheHashOfItsName() throws Exception {
    byte[] retry = MessageDigest.getInstance("SHA-256").digest("HelloRetryRequest".getBytes());
    Conversation session = Session.recorded("tls13-retry").conversation();
    assertArrayEquals(retry, session.serverHello().orElseThrow().random());
  }

  @Test
  void showsWhatAHelloOffersAndWhereItStands() {
    Conversation session = Session.recorded("tls13-client-certificate").conversation();
    ClientHelloView hello = session.clientHello().orElseThrow();
    assertEquals("mqtt.harbor.example", hello.serverName().orElseThrow());
    assertEquals(List.of(0x0304), hello.versions());
    assertEquals(0x0303, hello.legacyVersion());
    assertTrue(hello.groups().contains(29) && hello.schemes().contains(0x0403));
    byte[] body = session.handshake(Side.CLIENT, 1).orElseThrow().body();
    for (ExtensionView each : hello.extensions()) {
      assertArrayEquals(each.data(), Arrays.copyOfRange(body, each.offset(), each.offset() + each.data().length));
    }
  }
}
