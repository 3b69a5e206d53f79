package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A message for each line of a stream, read on a thread of its own, some lines ahead. The line's end is not part of
 * it.
 */
public final class LineSource implements MessageSource {
  /** The longest line: no packet carries more. */
  static final int MAXIMUM_LINE = 256 << 20;
  private static final int LINES_AHEAD = 64;

  /** A line; or the end, with its reason if it came unasked. */
  private record Line(Payload payload, String failure) {}

  private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(LINES_AHEAD);
  private final InputStream in;
  private final Bell bell;
  private boolean exhausted;

  /** Starts to read {@code in}, and rings {@code bell} for each line. */
  public LineSource(InputStream in, Bell bell) {
    this.in = new BufferedInputStream(in);
    this.bell = bell;
    Thread reader = new Thread(this::read, "lines");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public Payload poll() throws CommandFailure {
    Line line = lines.poll();
    if (line == null) {
      return null;
    }
    if (line.failure() != null) {
      throw CommandFailure.usage(line.failure());
    }
    exhausted = line.payload() == null;
    return line.payload();
  }

  @Override
  public boolean exhausted() {
    return exhausted;
  }

  private void read() {
    try {
      Line line = readLine();
      while (line != null) {
        put(line);
        line = line.failure() == null ? readLine() : null;
      }
      put(new Line(null, null));
    } catch (IOException e) {
      putQuietly(new Line(null, "standard input can't be read: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null at the end; what stands after the last line's end, if anything does, is a line as well. */
  private Line readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > MAXIMUM_LINE) {
        return new Line(null, "a line of standard input is longer than an MQTT message can be (256 MiB)");
      }
      next = in.read();
    }
    return new Line(Payload.owning(line.toByteArray()), null);
  }

  private void put(Line line) throws InterruptedException {
    lines.put(line);
    bell.ring();
  }

  private void putQuietly(Line line) {
    try {
      put(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
