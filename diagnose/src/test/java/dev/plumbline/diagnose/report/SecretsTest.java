package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.flow.Side;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final byte[] TICKET = "TICKET-TICKET".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HELLO =
      HandshakeBodies.clientHello(
          "mqtt.harbor.example",
          HandshakeBodies.extension(HandshakeBodies.SESSION_TICKET, TICKET),
          HandshakeBodies.extension(13, new byte[] {0, 2, 4, 3}),
          HandshakeBodies.extension(HandshakeBodies.PRE_SHARED_KEY, TICKET));

  @Test
  void ticketsOfAClientHelloAreSecretAndNothingElse() {
    BitSet secret = of(1, HELLO);
    assertEquals(2 * TICKET.length, secret.cardinality());
    int first = secret.nextSetBit(0);
    assertEquals("TICKET-TICKET", new String(HELLO, first, TICKET.length, StandardCharsets.US_ASCII));
    assertEquals(HELLO.length, secret.length());
  }

  @Test
  void aTicketIsSecretHoweverMuchOfItsHelloIsThere() {
    for (int length = 0; length <= HELLO.length; length++) {
      assertHidden(of(1, Arrays.copyOf(HELLO, length)), length);
    }
  }

  @Test
  void whatComesAfterALengthThatIsWrongIsSecret() {
    byte[] broken = HELLO.clone();
    broken[2 + 32] = 33;
    BitSet secret = of(1, broken);
    assertHidden(secret, broken.length);
    assertFalse(secret.get(0));
  }

  @Test
  void ofANewSessionTicketOnlyTheLifetimeIsNotSecret() {
    byte[] body = HandshakeBodies.newSessionTicket(TICKET);
    BitSet secret = of(4, body);
    assertEquals(4, secret.nextSetBit(0));
    assertEquals(body.length - 4, secret.cardinality());
  }

  @Test
  void aHelloWithoutTicketsHasNoSecrets() {
    assertTrue(of(1, HandshakeBodies.clientHello("a.example")).isEmpty());
    assertTrue(of(2, HandshakeBodies.serverHello()).isEmpty());
  }

  /** No byte of either ticket is left. */
  private static void assertHidden(BitSet secret, int length) {
    BitSet whole = of(1, HELLO);
    for (int i = whole.nextSetBit(0); i >= 0 && i < length; i = whole.nextSetBit(i + 1)) {
      assertTrue(secret.get(i), "byte " + i + " of " + length);
    }
  }

  private static BitSet of(int type, byte[] body) {
    return Secrets.of(
        new Event.Handshake(Side.CLIENT, Instant.EPOCH, Place.NONE, type, body, body.length, 1, false));
  }
}
