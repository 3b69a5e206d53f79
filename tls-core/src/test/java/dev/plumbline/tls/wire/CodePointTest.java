package dev.plumbline.tls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CodePointTest {
  @Test
  void findsEachHandshakeTypeByItsCodeAndNoOther() {
    Set<Integer> codes = new HashSet<>();
    for (HandshakeType type : HandshakeType.values()) {
      assertTrue(codes.add(type.code()));
      assertEquals(type, HandshakeType.of(type.code()).orElseThrow());
    }
    assertEquals(Set.of(0, 1, 2, 4, 11, 12, 13, 14, 15, 16, 20, 22), codes);
    for (int code = -1; code <= 0x100; code++) {
      assertEquals(codes.contains(code), HandshakeType.of(code).isPresent());
    }
  }

  @Test
  void findsEachContentTypeByItsCodeAndNoOther() {
    for (int code = -1; code <= 0x100; code++) {
      assertEquals(code >= 20 && code <= 23, ContentType.of(code).isPresent());
    }
    for (ContentType type : ContentType.values()) {
      assertEquals(type, ContentType.of(type.code()).orElseThrow());
    }
  }

  @Test
  void namesExtensionsAndNumbersTheRest() {
    for (ExtensionType type : ExtensionType.values()) {
      assertEquals(type, ExtensionType.of(type.code()).orElseThrow());
      assertEquals(type.ianaName(), ExtensionType.nameOf(type.code()));
    }
    assertEquals("43", ExtensionType.nameOf(43));
    assertEquals("renegotiation_info[00]", Extensions.renegotiationInfo(Bytes.EMPTY).toString());
  }

  @Test
  void readsAHelloWithAnEmptyExtensionsBlock() throws TlsAlert {
    ServerHello hello = new ServerHello(0x0303, Bytes.of(new byte[32]), Bytes.EMPTY, 0xC02B, 0, List.of());
    byte[] body = MessageGen.body(hello);
    byte[] withEmptyBlock = Arrays.copyOf(body, body.length + 2);
    assertEquals(hello, MessageGen.read(HandshakeType.SERVER_HELLO, withEmptyBlock));
  }

  @Test
  void makesNoHelloThatCouldNotBeWritten() {
    assertThrows(IllegalArgumentException.class,
        () -> new ServerHello(0x0303, Bytes.of(new byte[31]), Bytes.EMPTY, 0, 0, List.of()));
    Bytes long33 = Bytes.of(new byte[33]);
    assertThrows(IllegalArgumentException.class,
        () -> new ClientHello(0x0303, Bytes.of(new byte[32]), long33, List.of(1), Bytes.EMPTY, List.of()));
  }

  @Test
  void comparesAndPrintsBytesByContent() {
    byte[] array = {1, 2, (byte) 0xFF};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.fromHex("0102ff"), bytes);
    assertEquals(Bytes.fromHex("0102ff").hashCode(), bytes.hashCode());
    assertEquals("0102ff", bytes.toString());
    assertEquals(255, bytes.at(2));
    assertEquals(Bytes.EMPTY, Bytes.of(array, 3, 0));
  }
}
