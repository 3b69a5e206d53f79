package dev.plumbline.tls.io;

import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.NssKeyLog;
import dev.plumbline.tls.trace.OwnerOnlyFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes connections as a capture file that Wireshark opens (pcapng, draft-ietf-opsawg-pcapng): packets made up
 * around the bytes that really went over the wire, with real addresses, ports and times.
 *
 * <p>As a {@link KeyLog} it embeds the secrets in the file, in a Decryption Secrets Block before the first packet
 * that needs them, so that Wireshark shows the content in clear, and so can whoever has the file. Packets are written
 * as they happen; nothing but one packet is held in memory. After the first error it writes nothing more; {@link
 * #failure} tells it, and {@link #close} throws it. Thread-safe.
 */
public final class PcapngWriter implements KeyLog, Closeable {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int TLS_KEY_LOG = 0x544C534B;
  private static final int LINKTYPE_RAW = 101;
  private static final int OPT_USERAPPL = 4;
  private static final int OPT_TSRESOL = 9;
  private static final int NANOSECONDS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int MAX_BLOCK = 2048;
  private static final byte[] PADDING = new byte[4];

  private final OutputStream out;
  private final InstantSource clock;
  private final ByteBuffer block = ByteBuffer.allocate(MAX_BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private IOException failure;
  private boolean closed;
  private long packets;

  /** Writes to a stream, which is closed with this. */
  public PcapngWriter(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    begin(SECTION_HEADER);
    block.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
    option(OPT_USERAPPL, "Plumbline".getBytes(StandardCharsets.US_ASCII));
    end();
    begin(INTERFACE_DESCRIPTION);
    block.putShort((short) LINKTYPE_RAW).putShort((short) 0).putInt(0);
    option(OPT_TSRESOL, new byte[] {NANOSECONDS});
    end();
    flush();
  }

  /** Writes to a file, which is emptied if it exists, and readable for its owner alone if it is made. */
  public static PcapngWriter create(Path path) throws IOException {
    OutputStream file =
        Channels.newOutputStream(
            OwnerOnlyFile.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    return new PcapngWriter(new BufferedOutputStream(file), InstantSource.system());
  }

  /** Begins a connection, with the three packets that open it. */
  public Tap connection(InetSocketAddress local, InetSocketAddress remote) {
    return recording(local, remote, PacketListener.NONE);
  }

  /** As {@link #connection}, for somebody in the middle who wants to know where in the file it all went. */
  public Recording recording(InetSocketAddress local, InetSocketAddress remote, PacketListener listener) {
    TcpScribe scribe = new TcpScribe(this, local, remote, listener);
    scribe.open();
    return scribe;
  }

  /**
   * Writes a connection that did not come about.
   *
   * @param refused whether the remote side refused it; otherwise nothing came back
   */
  public void attempt(InetSocketAddress local, InetSocketAddress remote, boolean refused, PacketListener listener) {
    new TcpScribe(this, local, remote, listener).attempt(refused);
  }

  @Override
  public synchronized boolean wants() {
    return failure == null && !closed;
  }

  @Override
  public synchronized void clientRandom(byte[] clientRandom, byte[] masterSecret) {
    byte[] line = NssKeyLog.line(clientRandom, masterSecret);
    begin(DECRYPTION_SECRETS);
    block.putInt(TLS_KEY_LOG).putInt(line.length).put(line);
    end();
    flush();
    Arrays.fill(line, (byte) 0);
    Arrays.fill(block.array(), (byte) 0);
  }

  /** The error that stopped it; empty while all is well. */
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Closes the file. Throws what stopped the writing, so that a capture with a hole does not pass for a whole one. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      out.close();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Which packet of the file it is, from 1, and its time in nanoseconds since 1970. */
  record Stamp(long frame, long nanos) {}

  /** One packet, with the time of now. */
  synchronized Stamp packet(byte[] array, int length) {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    begin(ENHANCED_PACKET);
    block.putInt(0).putInt((int) (nanos >>> Integer.SIZE)).putInt((int) nanos);
    block.putInt(length).putInt(length).put(array, 0, length);
    end();
    packets++;
    return new Stamp(packets, nanos);
  }

  synchronized void flush() {
    if (wants()) {
      try {
        out.flush();
      } catch (IOException cannotWrite) {
        failure = cannotWrite;
      }
    }
  }

  private void begin(int type) {
    block.clear();
    block.putInt(type).putInt(0);
  }

  private void option(int code, byte[] value) {
    block.putShort((short) code).putShort((short) value.length).put(value);
    pad();
    block.putInt(0);
  }

  private void end() {
    pad();
    int length = block.position() + Integer.BYTES;
    block.putInt(length).putInt(Integer.BYTES, length);
    if (wants()) {
      try {
        out.write(block.array(), 0, length);
      } catch (IOException cannotWrite) {
        failure = cannotWrite;
      }
    }
  }

  /** Blocks and options are multiples of 32 bits. */
  private void pad() {
    block.put(PADDING, 0, -block.position() & 3);
  }
}
