package dev.plumbline.tls.record;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.ContentType;

/** Brings a record layer to the end of its sequence numbers, which no test can do by sending records. */
public final class SequenceExhaustion {
  private SequenceExhaustion() {}

  /** What the record after the last one ends in. */
  public static TlsAlert provoke() throws Exception {
    try (RecordWriter writer = new RecordWriter(64, 0x0303, 1 << 14, TraceSink.NONE)) {
      writer.activate(NullEngine.recordCipher(), new SequenceNumber(SequenceNumber.LAST - 1));
      writer.write(ContentType.ALERT, new byte[2], 0, 2);
      return assertThrows(TlsAlert.class, () -> writer.write(ContentType.ALERT, new byte[2], 0, 2));
    }
  }
}
