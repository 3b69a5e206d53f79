package dev.plumbline.diagnose.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FlightMeterTest {
  /** ServerHello of 80 bytes, Certificate with 300 and 200 bytes of certificates, ServerHelloDone; then keys change. */
  private static byte[] flight(int piece) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    message(messages, 2, 76);
    int list = 3 + 300 + 3 + 200;
    header(messages, 11, 3 + list);
    u24(messages, list);
    u24(messages, 300);
    messages.writeBytes(new byte[300]);
    u24(messages, 200);
    messages.writeBytes(new byte[200]);
    message(messages, 14, 0);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    byte[] all = messages.toByteArray();
    for (int at = 0; at < all.length; at += piece) {
      int length = Math.min(piece, all.length - at);
      record(records, 22, length);
      records.write(all, at, length);
    }
    record(records, 20, 1);
    records.write(1);
    record(records, 22, 40);
    records.writeBytes(new byte[40]);
    record(records, 23, 1024);
    records.writeBytes(new byte[1024]);
    return records.toByteArray();
  }

  private static final int SERVER_HELLO = 80;
  private static final int SERVER_HELLO_DONE = 4;

  @Property(tries = 200)
  void measuresTheSameHoweverTheBytesAreCut(
      @ForAll @IntRange(min = 1, max = 700) int piece, @ForAll @IntRange(min = 1, max = 900) int cut) {
    byte[] bytes = flight(piece);
    FlightMeter meter = new FlightMeter();
    for (int at = 0; at < bytes.length; at += cut) {
      meter.received(bytes, at, Math.min(cut, bytes.length - at));
    }
    Observed observed = meter.observed();
    int certificate = 4 + 3 + 3 + 300 + 3 + 200;
    assertEquals(1024 - 24, observed.largestRecord());
    assertEquals(certificate, observed.largestMessage());
    assertEquals(certificate, observed.certificateMessage());
    assertEquals(List.of(300, 200), observed.certificates());
    assertEquals(500, observed.certificateBytes());
    int most =
        Math.max(
            recordsOf(0, SERVER_HELLO, piece),
            Math.max(
                recordsOf(SERVER_HELLO, certificate, piece),
                recordsOf(SERVER_HELLO + certificate, SERVER_HELLO_DONE, piece)));
    assertEquals(most, observed.mostRecordsPerMessage());
  }

  /** How many records of {@code piece} bytes a message touches that begins {@code at} a place in the flight. */
  private static int recordsOf(int at, int length, int piece) {
    return (at + length - 1) / piece - at / piece + 1;
  }

  private static void message(ByteArrayOutputStream out, int type, int length) {
    header(out, type, length);
    out.writeBytes(new byte[length]);
  }

  private static void header(ByteArrayOutputStream out, int type, int length) {
    out.write(type);
    u24(out, length);
  }

  private static void u24(ByteArrayOutputStream out, int value) {
    out.write(value >> 16);
    out.write(value >> 8);
    out.write(value);
  }

  private static void record(ByteArrayOutputStream out, int type, int length) {
    out.write(type);
    out.write(3);
    out.write(3);
    out.write(length >> 8);
    out.write(length);
  }
}
