package dev.plumbline.tls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WireWriterTest {
  @Test
  void writesNumbersInNetworkOrder() {
    WireWriter out = new WireWriter(new byte[10]);
    out.u8(0xFF).u16(0xFFFE).u24(0xFFFFFD).u32(0xFFFFFFFCL);
    assertEquals(Bytes.fromHex("fffffefffffdfffffffc"), out.toBytes());
    assertEquals(0, out.remaining());
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    WireWriter out = new WireWriter(new byte[16]);
    assertThrows(IllegalArgumentException.class, () -> out.u8(0x100));
    assertThrows(IllegalArgumentException.class, () -> out.u8(-1));
    assertThrows(IllegalArgumentException.class, () -> out.u16(0x10000));
    assertThrows(IllegalArgumentException.class, () -> out.u16(-1));
    assertThrows(IllegalArgumentException.class, () -> out.u24(0x1000000));
    assertThrows(IllegalArgumentException.class, () -> out.u32(0x1_0000_0000L));
    assertThrows(ArithmeticException.class, () -> out.u32(-1));
    assertEquals(0, out.length());
  }

  @Test
  void patchesLengthsOfNestedVectors() {
    WireWriter out = new WireWriter(new byte[20], 3, 12);
    int outer = out.open24();
    int inner = out.open16();
    out.opaque8(Bytes.fromHex("0a")).close16(inner);
    out.u8(7).close24(outer);
    assertEquals(Bytes.fromHex("000005" + "0002" + "010a" + "07"), out.toBytes());
    assertEquals(8, out.length());
  }

  @Test
  void refusesVectorsLongerThanTheirLengthFieldCanSay() {
    WireWriter out = new WireWriter(new byte[70_000]);
    int mark = out.open8();
    out.opaque(new byte[256], 0, 256);
    assertThrows(IllegalArgumentException.class, () -> out.close8(mark));
    int wide = out.open16();
    out.opaque(new byte[65_536], 0, 65_536);
    assertThrows(IllegalArgumentException.class, () -> out.close16(wide));
  }

  @Test
  void writesAVectorOfTheGreatestLength() {
    byte[] array = new byte[3 + 0xFFFFFF + 1];
    WireWriter out = new WireWriter(array);
    int mark = out.open24();
    out.opaque(new byte[0xFFFFFF], 0, 0xFFFFFF).close24(mark);
    assertEquals(0xFFFFFF, (array[0] & 0xFF) << 16 | (array[1] & 0xFF) << 8 | array[2] & 0xFF);
    int again = mark;
    out.u8(0);
    assertThrows(IllegalArgumentException.class, () -> out.close24(again));
  }

  @Test
  void neverWritesOutsideItsWindow() {
    byte[] array = new byte[8];
    WireWriter out = new WireWriter(array, 2, 3);
    assertThrows(IllegalStateException.class, () -> out.opaque(Bytes.fromHex("01020304")));
    out.u24(0x010203);
    assertThrows(IllegalStateException.class, () -> out.u8(4));
    assertThrows(IllegalStateException.class, out::open8);
    assertEquals(Bytes.fromHex("0000010203000000"), Bytes.of(array));
  }
}
