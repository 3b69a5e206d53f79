package dev.plumbline.diagnose.device;

import dev.plumbline.tls.io.Tap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what a server sends, as a {@link Tap} on one connection: its largest record, and the handshake messages of
 * its first flight, which are in clear (RFC 5246 §7.3). Understands no more than headers. Not thread-safe.
 */
public final class FlightMeter implements Tap {
  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int LENGTH = 3;
  private static final int HANDSHAKE = 22;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int CERTIFICATE = 11;

  /** Explicit nonce and tag (RFC 5288 §3), which every suite of this client adds. */
  private static final int GCM_OVERHEAD = 8 + 16;

  /** A Certificate message longer than this is measured, but not looked into. */
  private static final int MAX_KEPT = 1 << 18;

  private final byte[] header = new byte[RECORD_HEADER];
  private int headerBytes;
  private int recordLeft;
  private boolean clear = true;

  private final byte[] messageHeader = new byte[MESSAGE_HEADER];
  private int messageHeaderBytes;
  private int messageLeft;
  private int recordsOfMessage;
  private byte[] kept = new byte[0];
  private int keptBytes;

  private int largestRecord;
  private int largestMessage;
  private int certificateMessage;
  private int mostRecordsPerMessage;
  private List<Integer> certificates = List.of();

  public FlightMeter() {}

  /** What was measured so far. */
  public Observed observed() {
    return new Observed(largestRecord, largestMessage, certificateMessage, certificates, mostRecordsPerMessage);
  }

  @Override
  public void received(byte[] array, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (headerBytes < RECORD_HEADER) {
        header[headerBytes++] = array[at++];
        if (headerBytes == RECORD_HEADER) {
          beginRecord();
        }
        continue;
      }
      int take = Math.min(recordLeft, end - at);
      if (clear && header[0] == HANDSHAKE) {
        handshake(array, at, take);
      }
      at += take;
      recordLeft -= take;
      if (recordLeft == 0) {
        headerBytes = 0;
      }
    }
  }

  private void beginRecord() {
    recordLeft = (header[3] & 0xFF) << 8 | header[4] & 0xFF;
    largestRecord = Math.max(largestRecord, clear ? recordLeft : recordLeft - GCM_OVERHEAD);
    clear &= header[0] != CHANGE_CIPHER_SPEC;
    if (messageHeaderBytes > 0) {
      recordsOfMessage++;
    }
    if (recordLeft == 0) {
      headerBytes = 0;
    }
  }

  private void handshake(byte[] array, int offset, int length) {
    int at = offset;
    while (at < offset + length) {
      if (messageHeaderBytes < MESSAGE_HEADER) {
        if (messageHeaderBytes == 0) {
          recordsOfMessage = 1;
        }
        messageHeader[messageHeaderBytes++] = array[at++];
        if (messageHeaderBytes == MESSAGE_HEADER) {
          beginMessage();
        }
      } else {
        int take = Math.min(messageLeft, offset + length - at);
        int keep = Math.min(take, kept.length - keptBytes);
        System.arraycopy(array, at, kept, keptBytes, keep);
        keptBytes += keep;
        at += take;
        messageLeft -= take;
      }
      if (messageHeaderBytes == MESSAGE_HEADER && messageLeft == 0) {
        endMessage();
      }
    }
  }

  private void beginMessage() {
    messageLeft = u24(messageHeader, 1);
    int size = messageLeft + MESSAGE_HEADER;
    largestMessage = Math.max(largestMessage, size);
    if (messageHeader[0] == CERTIFICATE && certificateMessage == 0) {
      certificateMessage = size;
      kept = new byte[Math.min(messageLeft, MAX_KEPT)];
    }
  }

  private void endMessage() {
    messageHeaderBytes = 0;
    mostRecordsPerMessage = Math.max(mostRecordsPerMessage, recordsOfMessage);
    if (messageHeader[0] == CERTIFICATE && certificates.isEmpty()) {
      certificates = sizes(Arrays.copyOf(kept, keptBytes));
    }
    kept = new byte[0];
    keptBytes = 0;
  }

  /** The sizes of the certificates in a Certificate message's body (RFC 5246 §7.4.2), as far as they make sense. */
  static List<Integer> sizes(byte[] body) {
    List<Integer> sizes = new ArrayList<>();
    int at = LENGTH;
    while (at + LENGTH <= body.length) {
      int size = u24(body, at);
      sizes.add(size);
      at += LENGTH + size;
    }
    return sizes;
  }

  private static int u24(byte[] array, int at) {
    return (array[at] & 0xFF) << 16 | (array[at + 1] & 0xFF) << 8 | array[at + 2] & 0xFF;
  }

  @Override
  public void sent(byte[] array, int offset, int length) {}

  @Override
  public void sentEnd() {}

  @Override
  public void receivedEnd() {}

  @Override
  public void receivedReset() {}
}
