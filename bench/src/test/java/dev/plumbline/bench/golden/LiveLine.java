package dev.plumbline.bench.golden;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** A TCP connection to a server on this machine. */
final class LiveLine implements ServerLine {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final byte[] buffer = new byte[1 << 15];

  LiveLine(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  @Override
  public void send(byte[] records) throws IOException {
    socket.getOutputStream().write(records);
  }

  @Override
  public byte[] receive() throws IOException {
    int length = socket.getInputStream().read(buffer);
    return Arrays.copyOf(buffer, Math.max(length, 0));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
