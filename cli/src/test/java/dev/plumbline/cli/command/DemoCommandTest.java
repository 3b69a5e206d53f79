package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoCommandTest {
  @Test
  void tellsOfARealSessionFromTheKeysToTheMessage() {
    Outcome demo = Outcome.of("demo");
    assertEquals(0, demo.status(), demo::toString);
    assertEquals("", demo.err());
    for (String part : new String[] {"1. ", "2. ", "3. ", "→ ClientHello", "← Finished", "completed: TLS_ECDHE_ECDSA",
        "→ CONNECT", "← SUBACK", "4. ", "→ PUBLISH", "← PUBACK", "5. ", "demo/greeting: hello", "Next:"}) {
      assertTrue(demo.out().contains(part), () -> part + " is missing in\n" + demo);
    }
  }
}
