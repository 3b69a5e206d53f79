package dev.plumbline.diagnose.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of the file and reports progress. */
final class CountingInput extends FilterInputStream {
  private static final long STEP = 4 << 20;

  private final long size;
  private final Tally tally;
  private final CaptureProgress progress;
  private long count;
  private long told;

  CountingInput(InputStream in, long size, Tally tally, CaptureProgress progress) {
    super(in);
    this.size = size;
    this.tally = tally;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] array, int offset, int length) throws IOException {
    int read = in.read(array, offset, length);
    if (read > 0) {
      count += read;
      if (count - told >= STEP) {
        tell();
      }
    }
    return read;
  }

  void tell() {
    told = count;
    progress.at(count, size, tally.frames());
  }

  long count() {
    return count;
  }
}
