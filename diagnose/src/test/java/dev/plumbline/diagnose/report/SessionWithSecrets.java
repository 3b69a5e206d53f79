package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Recognised;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Password;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A whole session that is full of what nobody else should see, and a rule that says too much of it. */
final class SessionWithSecrets {
  static final String PASSWORD = "correct-horse-battery";
  static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJoYXJib3IifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
  static final String PAYLOAD = "tank 7 holds 41 litres";
  static final String TICKET = "TICKET-TICKET-TICKET-TICKET-TICK";
  static final String BINDER = "BINDER-BINDER-BINDER-BINDER-BIND";

  private static final Instant CLOCK = Instant.parse("2019-01-01T00:00:00Z");
  private static final TestPki PKI = new TestPki();
  static final IssuedCertificate ROOT = PKI.ca("Harbor Root").selfSigned();
  static final IssuedCertificate LEAF = PKI.server("mqtt.harbor.example").issuedBy(ROOT);
  static final IssuedCertificate DEVICE = PKI.client("device-17").issuedBy(ROOT);

  private SessionWithSecrets() {}

  /** Everything that must not be found, as it would stand in a file. */
  static List<String> all() {
    return List.of(PASSWORD, TOKEN, TOKEN.substring(30), PAYLOAD, TICKET, BINDER);
  }

  static Conversation conversation() {
    MqttPacket connect =
        Connect.as("device-17")
            .withCredentials("user", Password.copyOf(PASSWORD.getBytes(StandardCharsets.UTF_8)));
    return new SampleConversation(0).opened()
        .handshake(
            Side.CLIENT, 1,
            HandshakeBodies.clientHello(
                "mqtt.harbor.example",
                HandshakeBodies.extension(HandshakeBodies.SESSION_TICKET, ascii(TICKET)),
                HandshakeBodies.extension(HandshakeBodies.PRE_SHARED_KEY, ascii(BINDER))))
        .after(20).handshake(Side.SERVER, 2, HandshakeBodies.serverHello())
        .handshake(Side.SERVER, 11, HandshakeBodies.certificate(List.of(LEAF.der())))
        .handshake(Side.SERVER, 14, new byte[0])
        .after(20).handshake(Side.CLIENT, 11, HandshakeBodies.certificate(List.of(DEVICE.der())))
        .changeCipherSpec(Side.CLIENT)
        .after(15).handshake(Side.SERVER, 4, HandshakeBodies.newSessionTicket(ascii(TICKET)))
        .changeCipherSpec(Side.SERVER)
        .after(5).application(Side.CLIENT, connect.encode()).mqtt(Side.CLIENT, connect)
        .after(5).application(Side.CLIENT, ascii(PAYLOAD)).plain(Side.CLIENT, ascii(PAYLOAD))
        .after(1500).application(Side.SERVER, ascii(TOKEN))
        .tcp(Side.SERVER, TcpSignal.FIN)
        .build();
  }

  static Diagnosis diagnosis() {
    Finding careless =
        Finding.of(FindingId.JWT_EXPIRED)
            .caseId("C36")
            .summary("The token " + TOKEN + " has expired.")
            .evidence(EvidenceItem.of("The password is " + PASSWORD + ", sent by 192.168.7.20:49152."))
            .fix("Don't send " + TOKEN + "; 192.168.7.200 and 1.192.168.7.20 are others.")
            .build();
    ConnectionDiagnosis connection =
        new ConnectionDiagnosis(
            Optional.of(conversation()), new Recognised("password " + PASSWORD, Optional.empty(), Optional.of(CLOCK)),
            Stage.CONNECT, List.of(careless, careless));
    return new Diagnosis(Verdict.CAUSE_FOUND, List.of(connection, connection), List.of("Seen: " + TOKEN));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
