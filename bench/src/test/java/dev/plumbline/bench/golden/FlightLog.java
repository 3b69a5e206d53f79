package dev.plumbline.bench.golden;

import dev.plumbline.vectors.Hex;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Phase;
import dev.plumbline.vectors.RecordedConnection.Protection;
import dev.plumbline.vectors.RecordedConnection.Side;
import dev.plumbline.vectors.RecordedConnection.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cuts what goes over the line into records and flights, and takes the protection off afterwards, when the keys are
 * known.
 */
final class FlightLog {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int EXPLICIT_NONCE = 8;
  private static final int TAG = 16;

  private record Sent(Side from, Phase phase, byte[] bytes) {}

  private final Map<Side, ByteArrayOutputStream> unfinished = new EnumMap<>(Side.class);
  private final List<Sent> records = new ArrayList<>();

  /** Takes bytes as they come; a record belongs where its last byte was seen. */
  void add(Side from, Phase phase, byte[] bytes) {
    ByteArrayOutputStream stream = unfinished.computeIfAbsent(from, side -> new ByteArrayOutputStream());
    stream.writeBytes(bytes);
    byte[] all = stream.toByteArray();
    int at = 0;
    while (all.length - at >= HEADER && all.length - at >= HEADER + length(all, at)) {
      int end = at + HEADER + length(all, at);
      records.add(new Sent(from, phase, Arrays.copyOfRange(all, at, end)));
      at = end;
    }
    stream.reset();
    stream.write(all, at, all.length - at);
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at + 3] & 0xFF) << 8 | bytes[at + 4] & 0xFF;
  }

  /**
   * Every flight, in order.
   *
   * @param keys write key and write IV of each side
   */
  List<Flight> flights(Map<Side, RecordKeys> keys) throws GeneralSecurityException {
    Map<Side, Long> sequences = new EnumMap<>(Side.class);
    List<Flight> flights = new ArrayList<>();
    List<TlsRecord> flight = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Sent sent = records.get(i);
      Long sequence = sequences.computeIfPresent(sent.from, (side, number) -> number + 1);
      Protection protection = sequence == null ? null : keys.get(sent.from).unprotect(sequence, sent.bytes);
      flight.add(new TlsRecord(Hex.of(sent.bytes), protection));
      if (sent.bytes[0] == CHANGE_CIPHER_SPEC) {
        sequences.put(sent.from, -1L);
      }
      boolean last = i + 1 == records.size() || !sameFlight(sent, records.get(i + 1));
      if (last) {
        flights.add(new Flight(sent.from, sent.phase, flight));
        flight = new ArrayList<>();
      }
    }
    return flights;
  }

  private static boolean sameFlight(Sent one, Sent next) {
    return one.from == next.from && one.phase == next.phase;
  }

  /** What one side protects its records with; the JDK does the arithmetic. */
  record RecordKeys(byte[] key, byte[] implicitNonce) {
    Protection unprotect(long sequence, byte[] bytes) throws GeneralSecurityException {
      int length = bytes.length - HEADER - EXPLICIT_NONCE - TAG;
      byte[] nonce = ByteBuffer.allocate(12).put(implicitNonce).put(bytes, HEADER, EXPLICIT_NONCE).array();
      byte[] additionalData =
          ByteBuffer.allocate(13).putLong(sequence).put(bytes, 0, 3).putShort((short) length).array();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
      cipher.updateAAD(additionalData);
      byte[] plaintext = cipher.doFinal(bytes, HEADER + EXPLICIT_NONCE, length + TAG);
      return new Protection(sequence, Hex.of(nonce), Hex.of(additionalData), Hex.of(plaintext));
    }
  }
}
