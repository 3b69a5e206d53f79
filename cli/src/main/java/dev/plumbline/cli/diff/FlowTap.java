package dev.plumbline.cli.diff;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.io.Tap;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Tells what one connection of this process carries as if it had been captured. Both directions may call. */
final class FlowTap implements Tap {
  private final FlowListener listener;
  private FlowSink sink;
  private long sent;
  private long received;
  private long sentBytes;
  private long receivedBytes;

  FlowTap(FlowListener listener) {
    this.listener = listener;
  }

  /** TCP has connected; nothing is told before. */
  synchronized Tap opened(Socket socket) {
    sink = listener.opened(
        0, end(socket.getLocalSocketAddress()), end(socket.getRemoteSocketAddress()), true, now().nanos());
    return this;
  }

  /** Nothing will follow. */
  synchronized void end() {
    if (sink != null) {
      sink.end(new FlowQuality(true, true, 1 + sent, 1 + received, sentBytes, receivedBytes, 0, 0, 0));
    }
  }

  private static Endpoint end(SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return new Endpoint(inet.getAddress(), inet.getPort());
  }

  private static Stretch now() {
    Instant now = Instant.now();
    return new Stretch(0, 0, TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
  }

  @Override
  public synchronized void sent(byte[] array, int offset, int length) {
    sent++;
    sentBytes += length;
    sink.data(Side.CLIENT, array, offset, length, now());
  }

  @Override
  public synchronized void received(byte[] array, int offset, int length) {
    received++;
    receivedBytes += length;
    sink.data(Side.SERVER, array, offset, length, now());
  }

  @Override
  public synchronized void sentEnd() {
    sink.signal(Side.CLIENT, TcpSignal.FIN, now());
  }

  @Override
  public synchronized void receivedEnd() {
    sink.signal(Side.SERVER, TcpSignal.FIN, now());
  }

  @Override
  public synchronized void receivedReset() {
    sink.signal(Side.SERVER, TcpSignal.RST, now());
  }
}
