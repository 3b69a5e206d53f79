package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.tls.io.PcapngWriter;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Stands between devices and their broker: passes each device's bytes on untouched, both ways, so that TLS stays
 * between those two, and tells what it hears. One thread serves all connections; it never waits for a side that is
 * slow, and it holds at most 128 KB of each connection.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called by any.
 */
public final class LiveTap implements Closeable {
  /** After an accept that failed, because there are no more file descriptors: how long nobody is accepted. */
  private static final long BREATHER = TimeUnit.MILLISECONDS.toNanos(500);

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Hub hub;
  private final BrokerNames names;
  private volatile boolean stopped;

  private LiveTap(ServerSocketChannel listener, Selector selector, Hub hub) {
    this.listener = listener;
    this.selector = selector;
    this.hub = hub;
    this.names = new BrokerNames(hub.settings().host(), hub);
  }

  /**
   * Listens; nobody is served before {@link #run}.
   *
   * @param capture what to write the connections into, with the addresses of device and broker
   * @param flows is told of each connection, once the broker was reached or could not be
   * @throws IOException if nothing can listen there
   */
  public static LiveTap open(
      TapSettings settings, Optional<PcapngWriter> capture, FlowListener flows, TapObserver observer)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(settings.listen());
      listener.configureBlocking(false);
      Selector selector = Selector.open();
      listener.register(selector, SelectionKey.OP_ACCEPT);
      return new LiveTap(listener, selector, new Hub(settings, selector, capture, flows, observer));
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listener.getLocalAddress();
  }

  /**
   * Serves until {@link #stop}; then ends all connections, tells of each, and returns.
   *
   * @throws IOException if the system refuses to go on
   */
  public void run() throws IOException {
    try {
      while (!stopped) {
        selector.select(hub.patience(System.nanoTime()));
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
          attend(key, now);
        }
        selector.selectedKeys().clear();
        hub.catchUp(now);
      }
    } finally {
      endAll();
    }
  }

  /** Makes {@link #run} return soon. */
  public void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    selector.close();
  }

  private void attend(SelectionKey key, long now) {
    if (key.attachment() instanceof Attendant attendant) {
      attendant.ready(key, now);
    } else if (key.isValid()) {
      accept(key, now);
    }
  }

  private void accept(SelectionKey key, long now) {
    try {
      SocketChannel device = listener.accept();
      if (device != null) {
        welcome(device);
      }
    } catch (IOException e) {
      hub.trouble("a device could not be accepted: " + e.getMessage());
      key.interestOps(0);
      hub.wakeAt(now + BREATHER, new Breather(key));
    }
  }

  private void welcome(SocketChannel device) {
    try {
      if (hub.full()) {
        refuse(device);
        return;
      }
      Dial dial = new Dial(hub, address(), device);
      device.setOption(StandardSocketOptions.TCP_NODELAY, true);
      device.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      hub.register(device, 0, dial);
      hub.began();
      dial.begin(names);
    } catch (IOException alreadyGone) {
      Hub.close(device);
    }
  }

  private void refuse(SocketChannel device) throws IOException {
    InetSocketAddress from = (InetSocketAddress) device.getRemoteAddress();
    Hub.reset(device);
    hub.refused(new Passed(
        OptionalInt.empty(), Witness.endpoint(from), Optional.empty(), hub.clock().instant(), Duration.ZERO, 0, 0,
        Passed.Ending.REFUSED, hub.connections() + " connections are open already, which is the most"));
  }

  private void endAll() throws IOException {
    listener.close();
    long now = System.nanoTime();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Attendant attendant) {
        attendant.stop(now);
      }
    }
    // A channel that was closed while a selector had it is only closed for good when the selector lets go of it.
    selector.selectNow();
  }

  /** Accepts again after a while. */
  private record Breather(SelectionKey key) implements Attendant {
    @Override
    public void ready(SelectionKey ready, long now) {}

    @Override
    public void wake(long now) {
      if (key.isValid()) {
        key.interestOps(SelectionKey.OP_ACCEPT);
      }
    }

    @Override
    public void stop(long now) {}
  }
}
