package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Told;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A capture that was read: what was told, and the summary. */
record Read(Told told, CaptureSummary summary) {
  static Read of(byte[] file) throws IOException, CaptureException {
    Told told = new Told();
    CaptureSummary summary =
        CaptureReader.read(new ByteArrayInputStream(file), file.length, told, CaptureProgress.NONE);
    return new Read(told, summary);
  }

  String client() {
    return new String(told.only().bytes(Side.CLIENT), StandardCharsets.ISO_8859_1);
  }

  String server() {
    return new String(told.only().bytes(Side.SERVER), StandardCharsets.ISO_8859_1);
  }
}
