package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.trace.OwnerOnlyFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What this command's connections carry, as a capture in memory that can be read like a file; and in a file as well, if
 * the user wants one. Holds at most {@value #ROOM} bytes and their secrets; what comes later is not in it. Written by
 * the threads of the connections; read it when they are over.
 */
public final class MemoryCapture {
  private static final int ROOM = 32 << 20;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();

  /** A writer of this capture, which a file gets too. */
  PcapngWriter writer(Optional<Path> file) throws CommandFailure {
    OutputStream copy = file.isEmpty() ? OutputStream.nullOutputStream() : create(file.get());
    return new PcapngWriter(new Both(memory, copy), InstantSource.system());
  }

  private static OutputStream create(Path file) throws CommandFailure {
    try {
      return new BufferedOutputStream(Channels.newOutputStream(OwnerOnlyFile.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)));
    } catch (IOException e) {
      throw InputFiles.unwritable(file, "--pcap", e);
    }
  }

  /** All of it so far. */
  public byte[] bytes() {
    return memory.toByteArray();
  }

  /** Writes memory first, so that a full disk costs the file and not the answer; the file's failure is told last. */
  private static final class Both extends OutputStream {
    private final ByteArrayOutputStream memory;
    private final OutputStream copy;
    private IOException failure;

    Both(ByteArrayOutputStream memory, OutputStream copy) {
      this.memory = memory;
      this.copy = copy;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] array, int offset, int length) throws IOException {
      if (memory.size() > ROOM - length) {
        throw new IOException("the connection carried more than " + ROOM + " bytes");
      }
      memory.write(array, offset, length);
      copying(() -> copy.write(array, offset, length));
    }

    @Override
    public void flush() {
      copying(copy::flush);
    }

    @Override
    public void close() throws IOException {
      copying(copy::flush);
      copy.close();
      if (failure != null) {
        throw failure;
      }
    }

    private void copying(Step step) {
      if (failure == null) {
        try {
          step.run();
        } catch (IOException cannotWrite) {
          failure = cannotWrite;
        }
      }
    }
  }

  /** Something that is done to the file. */
  private interface Step {
    void run() throws IOException;
  }
}
