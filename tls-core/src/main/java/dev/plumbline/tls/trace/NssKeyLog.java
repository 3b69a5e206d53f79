package dev.plumbline.tls.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key log in the format of NSS, which Wireshark reads: {@code CLIENT_RANDOM <64 hex> <96 hex>}, one line for a
 * connection.
 *
 * <p>Appends to the file, so that many runs may share it, and creates it for its owner alone where the file system
 * can. A line is handed to the operating system whole, and at once. After the first error it wants nothing more;
 * {@link #failure} tells it, and {@link #close} throws it. Thread-safe. Whoever reads the file can read the
 * connections.
 */
public final class NssKeyLog implements KeyLog, AutoCloseable {
  private static final int CLIENT_RANDOM_LENGTH = 32;
  private static final int MASTER_SECRET_LENGTH = 48;

  private static final byte[] LABEL = "CLIENT_RANDOM ".getBytes(StandardCharsets.US_ASCII);

  private final FileChannel file;
  private IOException failure;

  private NssKeyLog(FileChannel file) {
    this.file = file;
  }

  /** Opens, or creates, the file for appending. */
  public static NssKeyLog append(Path path) throws IOException {
    return new NssKeyLog(OwnerOnlyFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** One line with its end, in ASCII: a secret, which the caller overwrites. */
  public static byte[] line(byte[] clientRandom, byte[] masterSecret) {
    if (clientRandom.length != CLIENT_RANDOM_LENGTH || masterSecret.length != MASTER_SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "a client random of " + clientRandom.length + " bytes, a master secret of " + masterSecret.length);
    }
    ByteBuffer line = ByteBuffer.allocate(LABEL.length + 2 * (CLIENT_RANDOM_LENGTH + MASTER_SECRET_LENGTH) + 2);
    line.put(LABEL);
    hex(clientRandom, line);
    line.put((byte) ' ');
    hex(masterSecret, line);
    return line.put((byte) '\n').array();
  }

  @Override
  public synchronized boolean wants() {
    return failure == null && file.isOpen();
  }

  @Override
  public synchronized void clientRandom(byte[] clientRandom, byte[] masterSecret) {
    if (!wants()) {
      return;
    }
    byte[] line = line(clientRandom, masterSecret);
    try {
      ByteBuffer out = ByteBuffer.wrap(line);
      while (out.hasRemaining()) {
        file.write(out);
      }
    } catch (IOException cannotWrite) {
      failure = cannotWrite;
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /** The error that stopped it; empty while all is well. */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Closes the file. Throws what stopped the writing, so that a key log with a hole does not pass for a whole one. */
  @Override
  public synchronized void close() throws IOException {
    file.close();
    if (failure != null) {
      throw failure;
    }
  }

  private static void hex(byte[] bytes, ByteBuffer out) {
    for (byte value : bytes) {
      out.put((byte) HexFormat.of().toHighHexDigit(value)).put((byte) HexFormat.of().toLowHexDigit(value));
    }
  }
}
