package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.Password;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void whatARuleShouldNotHaveSaidIsNotSaid() {
    Diagnosis clean = Redaction.of(SessionWithSecrets.diagnosis()).apply(SessionWithSecrets.diagnosis());
    String json = DiagnosisJson.write(clean);
    for (String secret : SessionWithSecrets.all()) {
      assertFalse(json.contains(secret), secret);
    }
    assertTrue(json.contains("The token [withheld] has expired."), json);
    assertTrue(json.contains("The password is [withheld], sent by 192.168.7.20:49152."), json);
  }

  @Test
  void signaturesOfSharedAccessAreTokensToo() {
    Redaction redaction = Redaction.of(Samples.causeFound());
    assertEquals(
        "SharedAccessSignature sr=hub&sig=[withheld]&se=1700000000",
        redaction.apply("SharedAccessSignature sr=hub&sig=aGVsbG8%3D&se=1700000000"));
  }

  @Test
  void ordinaryWordsStay() {
    Redaction redaction = Redaction.of(Samples.causeFound());
    String text = "The design=x of eyJ and sha256 of 192.0.2.1 stays.";
    assertEquals(text, redaction.apply(text));
  }

  /** A blank in "the device" would tell which word it stands for. */
  @Test
  void aPasswordThatIsAnOrdinaryWordIsWithheldWhereItIsAValue() {
    Redaction redaction = withPassword("device");
    String prose = "The device sent no alert, and devices of this kind end without one; the will message is empty.";
    assertEquals(prose, redaction.apply(prose));
    for (String value : List.of(
        "The password is %s.", "its password '%s' was refused", "password: %s", "with the token \"%s\", and",
        "user=me&pass=%s", "the will message was %s")) {
      assertEquals(value.replace("%s", "[withheld]"), redaction.apply(value.replace("%s", "device")));
    }
    assertEquals("[withheld] and plain", withPassword("device17").apply("device17 and plain"), "no ordinary word");
  }

  private static Redaction withPassword(String password) {
    byte[] packet =
        Connect.as("device-17")
            .withCredentials("user", Password.copyOf(password.getBytes(StandardCharsets.UTF_8)))
            .encode();
    Conversation plain = new SampleConversation(0).malformed(Side.CLIENT, packet).build();
    ConnectionDiagnosis connection =
        new ConnectionDiagnosis(Optional.of(plain), "", Stage.CONNECT, List.of());
    return Redaction.of(new Diagnosis(Verdict.CAUSE_FOUND, List.of(connection), List.of()));
  }

  @Test
  void aPasswordIsKnownThoughItsPacketIsWrong() {
    byte[] packet =
        Connect.as("device-17")
            .withCredentials("a-user", Password.copyOf("x".getBytes(StandardCharsets.UTF_8)))
            .encode();
    int flags = 2 + 6 + 1;
    packet[flags] &= 0x7F;
    Conversation plain = new SampleConversation(0).malformed(Side.CLIENT, packet).build();
    ConnectionDiagnosis connection =
        new ConnectionDiagnosis(Optional.of(plain), "", Stage.CONNECT, List.of());
    Redaction redaction = Redaction.of(new Diagnosis(Verdict.CAUSE_FOUND, List.of(connection), List.of()));
    assertEquals("Its password is [withheld].", redaction.apply("Its password is a-user."));
  }
}
