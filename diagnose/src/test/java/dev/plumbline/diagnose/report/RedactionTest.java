package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.PingReq;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static final byte[] CONNECT =
      Connect.as("device-17").withCredentials("user", Password.copyOf("secret".getBytes(StandardCharsets.UTF_8)))
          .encode();

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

  @Test
  void thePasswordOfAConnectIsFoundAsFarAsItIsThere() {
    assertArrayEquals("secret".getBytes(StandardCharsets.UTF_8), ConnectPassword.of(CONNECT).orElseThrow());
    byte[] cut = Arrays.copyOf(CONNECT, CONNECT.length - 2);
    assertArrayEquals("secr".getBytes(StandardCharsets.UTF_8), ConnectPassword.of(cut).orElseThrow());
    assertEquals(Optional.empty(), ConnectPassword.of(new PingReq().encode()));
    assertEquals(Optional.empty(), ConnectPassword.of(Connect.as("device-17").encode()));
  }

  @Test
  void aPasswordWithoutUserNameIsFoundThoughThePacketIsWrong() {
    byte[] packet = CONNECT.clone();
    int flags = 2 + 6 + 1;
    packet[flags] &= 0x7F;
    assertEquals("user", new String(ConnectPassword.of(packet).orElseThrow(), StandardCharsets.UTF_8));
  }

  @Test
  void noPrefixOfAConnectIsAnError() {
    for (int length = 0; length < CONNECT.length; length++) {
      ConnectPassword.of(Arrays.copyOf(CONNECT, length));
    }
  }
}
