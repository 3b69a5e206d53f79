package dev.plumbline.tls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import org.junit.jupiter.api.Test;

final class WireReaderTest {
  @Test
  void readsNumbersInNetworkOrderWithoutSigns() throws TlsAlert {
    WireReader in = reader("ff fffe fffffd fffffffc");
    assertEquals(0xFF, in.u8("a"));
    assertEquals(0xFFFE, in.u16("b"));
    assertEquals(0xFFFFFD, in.u24("c"));
    assertEquals(0xFFFFFFFCL, in.u32("d"));
    in.end();
  }

  @Test
  void readsNothingOfANumberThatIsCutOff() throws TlsAlert {
    WireReader in = reader("0102 03");
    assertEquals(0x0102, in.u16("first"));
    assertThrows(TlsAlert.class, () -> in.u16("second"));
    assertThrows(TlsAlert.class, () -> in.u24("second"));
    assertThrows(TlsAlert.class, () -> in.u32("second"));
    assertEquals(2, in.position());
    assertEquals(3, in.u8("third"));
  }

  @Test
  void stopsAtItsWindowNotAtTheArraysEnd() throws TlsAlert {
    byte[] array = {9, 1, 2, 9, 9, 9};
    WireReader in = new WireReader("S", array, 1, 2);
    assertEquals(0x0102, in.u16("x"));
    assertFalse(in.hasMore());
    assertThrows(TlsAlert.class, () -> in.u8("y"));
    assertEquals(Bytes.EMPTY, in.rest());
  }

  @Test
  void keepsTheLimitsOfAVector() throws TlsAlert {
    assertEquals(Bytes.fromHex("0a0b"), reader("02 0a0b").opaque8(2, 2, "v"));
    assertEquals(Bytes.fromHex("0a0b"), reader("0002 0a0b").opaque16(0, 2, "v"));
    assertEquals(Bytes.fromHex("0a0b"), reader("000002 0a0b").opaque24(2, 9, "v"));
    assertThrows(TlsAlert.class, () -> reader("02 0a0b").opaque8(3, 9, "v"));
    assertThrows(TlsAlert.class, () -> reader("02 0a0b").opaque8(0, 1, "v"));
    assertThrows(TlsAlert.class, () -> reader("ffffff 0a0b").opaque24(0, 0xFFFFFF, "v"));
  }

  @Test
  void confinesAVectorsReader() throws TlsAlert {
    WireReader in = reader("0003 0a0b0c 0d");
    WireReader vector = in.vector16(0, 9, "list");
    assertEquals(0x0A0B, vector.u16("x"));
    TlsAlert alert = assertThrows(TlsAlert.class, () -> vector.u16("x"));
    assertEquals("S.list is malformed at byte 2: x needs 2 bytes, 1 are left", alert.sentence());
    assertEquals(0x0D, in.u8("after"));
    assertEquals(1, vector.remaining());
  }

  @Test
  void givesBackTheBytesSinceAPosition() throws TlsAlert {
    byte[] array = {9, 9, 1, 2, 3, 4, 9};
    WireReader in = new WireReader("S", array, 2, 4);
    in.u8("before");
    int from = in.position();
    in.u16("signed");
    assertEquals(Bytes.fromHex("0203"), in.since(from));
    assertEquals(Bytes.EMPTY, in.since(in.position()));
    array[3] = 0;
    assertEquals(Bytes.fromHex("0003"), in.since(from));
  }

  @Test
  void saysWhereBytesAreTooMany() {
    WireReader in = reader("0102");
    TlsAlert alert = assertThrows(TlsAlert.class, in::end);
    assertEquals(Fault.MALFORMED, alert.fault().orElseThrow());
    assertEquals("S is malformed at byte 0: 2 bytes too many", alert.sentence());
  }

  @Test
  void takesOnlyWindowsInsideTheArray() {
    assertThrows(IndexOutOfBoundsException.class, () -> new WireReader("S", new byte[4], 2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> new WireReader("S", new byte[4], -1, 2));
    assertTrue(new WireReader("S", new byte[4], 4, 0).rest().isEmpty());
  }

  private static WireReader reader(String hex) {
    byte[] bytes = Bytes.fromHex(hex.replace(" ", "")).toArray();
    return new WireReader("S", bytes, 0, bytes.length);
  }
}
