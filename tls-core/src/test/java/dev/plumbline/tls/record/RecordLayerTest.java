package dev.plumbline.tls.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.RawMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in and out, and messages over their boundaries. */
class RecordLayerTest {
  private final RecordReader reader = new RecordReader(256, TraceSink.NONE);
  private final RecordWriter writer = new RecordWriter(16, 0x0301, 1 << 14, TraceSink.NONE);
  private final Defragmenter messages = new Defragmenter(64);

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static Fault fault(TlsAlert alert) {
    return alert.fault().orElseThrow();
  }

  private static KeyChangePermit permit() throws TlsAlert {
    return new Defragmenter(4).aligned();
  }

  private byte[] written() {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    writer.drain(out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0300", "0301", "0302", "0303", "0304", "03ff"})
  void takesAnyMinorVersionInTheFirstRecord(String version) throws Exception {
    assertTrue(reader.fill(bytes("16 " + version + " 0001 ff")));
    reader.open();
    assertEquals(ContentType.HANDSHAKE, reader.type());
    assertEquals(1, reader.length());
  }

  @ParameterizedTest
  @CsvSource({
    "16030300012a1603010001,RECORD_VERSION",
    "16030300012a1903030001,RECORD_TYPE_UNKNOWN",
    "16030300012a1303030001,RECORD_TYPE_UNKNOWN",
    "1603030101,RECORD_TOO_LONG",
    "160303ffff,RECORD_TOO_LONG",
    "1602000001,NOT_TLS",
    "4854545000,NOT_TLS",
    "8080010301,NOT_TLS",
    "1603030000,RECORD_EMPTY",
    "1503030000,RECORD_EMPTY",
    "1403030000,RECORD_EMPTY",
  })
  void refusesAHeaderBeforeItsFragment(String hex, Fault expected) {
    TlsAlert alert =
        assertThrows(
            TlsAlert.class,
            () -> {
              ByteBuffer in = bytes(hex);
              while (reader.fill(in)) {
                reader.open();
                reader.release();
              }
            });
    assertEquals(expected, fault(alert));
  }

  @Test
  void showsTheFirstBytesOfWhatIsNotTls() {
    TlsAlert alert = assertThrows(TlsAlert.class, () -> reader.fill(bytes("485454502f312e31")));
    assertTrue(alert.sentence().contains("48 54 54 50 2f (\"HTTP/\")"), alert.sentence());
  }

  @Test
  void knowsWhatIsNotTlsAtTheEndOfAShortStream() throws Exception {
    assertFalse(reader.fill(bytes("20020005")));
    assertEquals(Fault.NOT_TLS, fault(assertThrows(TlsAlert.class, reader::end)));
    RecordReader other = new RecordReader(64, TraceSink.NONE);
    other.fill(bytes("160303"));
    other.end();
  }

  @Test
  void takesARecordThatJustFits() throws Exception {
    ByteBuffer record = ByteBuffer.allocate(5 + 256 + 24).put(bytes("17 0303 0118")).position(0);
    reader.activate(permit(), NullEngine.recordCipher());
    assertTrue(reader.fill(record));
  }

  @Test
  void wantsAtLeastNonceAndTag() throws Exception {
    reader.activate(permit(), NullEngine.recordCipher());
    TlsAlert alert = assertThrows(TlsAlert.class, () -> reader.fill(bytes("1703030017")));
    assertEquals(Fault.RECORD_TOO_SHORT, fault(alert));
  }

  @Test
  void appliesAnAgreedLimitToWhatItIsFor() throws Exception {
    reader.agreeLimit(100, false);
    assertTrue(reader.fill(ByteBuffer.allocate(5 + 101).put(bytes("16 0303 0065")).position(0)));
    reader.open();
    reader.release();
    reader.agreeLimit(100, true);
    TlsAlert alert = assertThrows(TlsAlert.class, () -> reader.fill(bytes("16 0303 0065")));
    assertEquals(Fault.RECORD_OVER_NEGOTIATED_LIMIT, fault(alert));
  }

  @Test
  void saysItsFirstVersionUntilOneIsNegotiated() throws Exception {
    writer.write(ContentType.HANDSHAKE, new byte[] {9}, 0, 1);
    writer.negotiated();
    writer.write(ContentType.HANDSHAKE, new byte[] {9}, 0, 1);
    assertArrayEquals(bytes("16 0301 0001 09 16 0303 0001 09").array(), written());
  }

  @Test
  void fragmentsToTheAgreedLimit() throws Exception {
    writer.negotiated();
    writer.agreeLimit(2, true);
    writer.write(ContentType.HANDSHAKE, new byte[] {1, 2, 3, 4, 5}, 0, 5);
    assertArrayEquals(bytes("16 0303 0002 0102 16 0303 0002 0304 16 0303 0001 05").array(), written());
  }

  @Test
  void readsBackWhatWasWritten() throws Exception {
    writer.negotiated();
    writer.activate(NullEngine.recordCipher());
    reader.activate(permit(), NullEngine.recordCipher());
    for (int length = 1; length <= 256; length++) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) length);
      writer.write(ByteBuffer.wrap(content));
      assertTrue(reader.fill(ByteBuffer.wrap(written())));
      reader.open();
      assertEquals(ContentType.APPLICATION_DATA, reader.type());
      assertArrayEquals(
          content, Arrays.copyOfRange(reader.array(), reader.offset(), reader.offset() + reader.length()));
      reader.release();
    }
  }

  @Test
  void noticesAReplayedRecord() throws Exception {
    writer.negotiated();
    writer.activate(NullEngine.recordCipher());
    reader.activate(permit(), NullEngine.recordCipher());
    writer.write(ByteBuffer.wrap(new byte[4]));
    byte[] record = written();
    reader.fill(ByteBuffer.wrap(record));
    reader.open();
    reader.release();
    reader.fill(ByteBuffer.wrap(record));
    assertEquals(Fault.RECORD_NOT_AUTHENTIC, fault(assertThrows(TlsAlert.class, reader::open)));
  }

  @Test
  void takesOnlyAsMuchApplicationDataAsOneRecordHolds() throws Exception {
    writer.negotiated();
    writer.activate(NullEngine.recordCipher());
    writer.agreeLimit(100, true);
    ByteBuffer data = ByteBuffer.allocate(1000);
    assertEquals(100, writer.write(data));
    assertEquals(0, writer.write(data));
    written();
    assertEquals(100, writer.write(data));
  }

  @Test
  void hasRoomForSmallRecordsBehindEachOther() throws Exception {
    writer.negotiated();
    writer.activate(NullEngine.recordCipher());
    for (int i = 0; i < 10; i++) {
      assertEquals(10, writer.write(ByteBuffer.allocate(10)));
    }
    assertEquals(10 * (5 + 24 + 10), written().length);
  }

  @Test
  void doesNotCopyAMessageThatLiesInOneRecord() throws Exception {
    byte[] record = bytes("0e000000 0e000000").array();
    messages.offer(record, 0, 8);
    RawMessage first = messages.next();
    assertSame(record, first.array());
    assertSame(first, messages.next(), "it stays until it is handled");
    messages.handled();
    assertEquals(4, messages.next().offset());
    messages.handled();
    assertNull(messages.next());
  }

  @Test
  void joinsAMessageOverManyRecords() throws Exception {
    byte[] message = bytes("14 00000c 000102030405060708090a0b").array();
    for (int i = 0; i < message.length; i++) {
      assertNull(messages.next());
      messages.offer(message, i, 1);
      if (i < message.length - 1) {
        assertNull(messages.next());
        assertTrue(messages.insideMessage());
        assertThrows(TlsAlert.class, messages::aligned);
      }
    }
    RawMessage whole = messages.next();
    assertEquals(HandshakeType.FINISHED, whole.type());
    assertArrayEquals(message, Arrays.copyOf(whole.array(), whole.length()));
    messages.handled();
    assertFalse(messages.insideMessage());
    messages.aligned();
  }

  @Test
  void refusesALongMessageByItsHeaderAlone() {
    messages.offer(bytes("0b00003d").array(), 0, 4);
    TlsAlert alert = assertThrows(TlsAlert.class, messages::next);
    assertEquals(Fault.MESSAGE_TOO_LONG, fault(alert));
    assertEquals("Certificate of 65 bytes; this client's limit is 64", alert.sentence());
  }

  @Test
  void givesNoPermitBeforeAMessageInTheSameRecord() throws Exception {
    messages.offer(bytes("0e000000").array(), 0, 4);
    assertEquals(Fault.KEY_CHANGE_INSIDE_MESSAGE, fault(assertThrows(TlsAlert.class, messages::aligned)));
  }
}
