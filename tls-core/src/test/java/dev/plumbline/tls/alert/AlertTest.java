package dev.plumbline.tls.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AlertTest {
  @Test
  void findsEachDescriptionByItsCodeAndNoOther() {
    Set<Integer> codes = new HashSet<>();
    for (AlertDescription description : AlertDescription.values()) {
      assertTrue(codes.add(description.code()));
      assertEquals(description, AlertDescription.of(description.code()).orElseThrow());
    }
    for (int code = -1; code <= 0x100; code++) {
      assertEquals(codes.contains(code), AlertDescription.of(code).isPresent());
    }
    assertEquals("bad_record_mac", AlertDescription.BAD_RECORD_MAC.rfcName());
  }

  @Test
  void findsEachLevelByItsCodeAndNoOther() {
    for (int code = -1; code <= 0x100; code++) {
      assertEquals(code == 1 || code == 2, AlertLevel.of(code).isPresent());
    }
    assertEquals(AlertLevel.FATAL, AlertLevel.of(AlertLevel.FATAL.code()).orElseThrow());
    assertEquals(AlertLevel.WARNING, AlertLevel.of(AlertLevel.WARNING.code()).orElseThrow());
  }

  @Test
  void saysWhatTheServerSent() {
    TlsAlert alert = TlsAlert.received(AlertLevel.FATAL, AlertDescription.UNKNOWN_CA);
    assertEquals("the server sent the alert unknown_ca (48)", alert.getMessage());
    assertEquals(TlsAlert.Direction.RECEIVED, alert.direction());
    assertEquals(AlertLevel.FATAL, alert.level());
    assertFalse(alert.fault().isPresent());
  }

  @Test
  void saysWhatWasFoundWithItsClause() {
    Exception cause = new IllegalStateException("why");
    TlsAlert alert = Fault.RECORD_TOO_LONG.because(cause, 20000, 16384);
    assertEquals("RECORD_TOO_LONG (RFC 5246 §6.2.1): a record of 20000 bytes; the limit is 16384", alert.getMessage());
    assertEquals("a record of 20000 bytes; the limit is 16384", alert.sentence());
    assertSame(cause, alert.getCause());
    assertEquals(TlsAlert.Direction.SENT, alert.direction());
    assertEquals(AlertDescription.RECORD_OVERFLOW, alert.description().orElseThrow());
    assertEquals(Fault.RECORD_TOO_LONG, alert.fault().orElseThrow());
  }

  @Test
  void sendsNoAlertWhereNobodyIsLeft() {
    assertTrue(Fault.CLOSED_WITHOUT_NOTIFY.with("after the handshake").description().isEmpty());
  }
}
