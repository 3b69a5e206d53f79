package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.tap.Passed.Ending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A device that has connected, while its broker is looked up and called. The device's bytes wait in its socket. */
final class Dial implements Attendant {
  private final Hub hub;
  private final InetSocketAddress listening;
  private final SocketChannel device;
  private final InetSocketAddress deviceAddress;
  private final Instant start;
  private final long startNanos;
  private Iterator<InetAddress> untried = List.<InetAddress>of().iterator();
  private Optional<SocketChannel> broker = Optional.empty();
  private Optional<InetSocketAddress> tried = Optional.empty();
  private boolean lastRefused;
  private String reason;
  private long deadline;
  private boolean over;

  Dial(Hub hub, InetSocketAddress listening, SocketChannel device) throws IOException {
    this.hub = hub;
    this.listening = listening;
    this.device = device;
    this.deviceAddress = (InetSocketAddress) device.getRemoteAddress();
    this.start = hub.clock().instant();
    this.startNanos = System.nanoTime();
    this.reason = "the look-up of " + hub.settings().host() + " took too long";
  }

  void begin(BrokerNames names) {
    allowTime(startNanos);
    names.lookUp(this::found);
  }

  /** The look-up has this long, and so has each address. */
  private void allowTime(long from) {
    deadline = from + hub.settings().connectTimeout().toNanos();
    hub.wakeAt(deadline, this);
  }

  private void found(Optional<List<InetAddress>> addresses) {
    if (over) {
      return;
    }
    if (addresses.isEmpty()) {
      reason = "the name " + hub.settings().host() + " is not known here";
    }
    untried = addresses.orElse(List.of()).iterator();
    next();
  }

  /** Calls the next address, until one answers. */
  private void next() {
    while (untried.hasNext()) {
      InetSocketAddress address = new InetSocketAddress(untried.next(), hub.settings().port());
      tried = Optional.of(address);
      try {
        if (isThisTap(address)) {
          reason = Witness.endpoint(address) + " is this tap itself";
        } else {
          SocketChannel channel = SocketChannel.open();
          broker = Optional.of(channel);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
          hub.register(channel, SelectionKey.OP_CONNECT, this);
          allowTime(System.nanoTime());
          reason = Witness.endpoint(address) + " did not answer within "
              + hub.settings().connectTimeout().toMillis() / 1000.0 + " s";
          if (channel.connect(address)) {
            connected(channel);
          }
          return;
        }
      } catch (IOException e) {
        failed(e);
      }
    }
    giveUp(Ending.UNREACHABLE);
  }

  /** A tap that passes on to itself would do so until it has no sockets left. */
  private boolean isThisTap(InetSocketAddress address) throws SocketException {
    if (address.getPort() != listening.getPort()) {
      return false;
    }
    return listening.getAddress().isAnyLocalAddress()
        ? address.getAddress().isAnyLocalAddress() || NetworkInterface.getByInetAddress(address.getAddress()) != null
        : address.getAddress().equals(listening.getAddress());
  }

  @Override
  public void ready(SelectionKey key, long now) {
    if (over || broker.isEmpty() || key.channel() != broker.get()) {
      return;
    }
    try {
      if (broker.get().finishConnect()) {
        connected(broker.get());
      }
    } catch (IOException e) {
      failed(e);
      next();
    }
  }

  private void connected(SocketChannel channel) {
    over = true;
    new TappedConnection(hub, device, channel, new TappedConnection.Origin(
        deviceAddress, tried.orElseThrow(), start, startNanos)).begin();
  }

  private void failed(IOException e) {
    lastRefused = e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
    Endpoint where = Witness.endpoint(tried.orElseThrow());
    reason = lastRefused ? where + " refused the connection" : where + " can't be reached: " + e.getMessage();
    broker.ifPresent(Hub::close);
    broker = Optional.empty();
  }

  /** The time is up. */
  @Override
  public void wake(long now) {
    if (!over && deadline - now <= 0) {
      broker.ifPresent(Hub::close);
      lastRefused = false;
      next();
    }
  }

  @Override
  public void stop(long now) {
    if (!over) {
      giveUp(Ending.STOPPED);
    }
  }

  private void giveUp(Ending ending) {
    over = true;
    broker.ifPresent(Hub::close);
    Hub.reset(device);
    OptionalInt stream = OptionalInt.empty();
    if (tried.isPresent() && ending == Ending.UNREACHABLE) {
      stream = OptionalInt.of(hub.nextStream());
      Witness witness = new Witness(hub.openFlow(deviceAddress, tried.get()), hub.clock());
      witness.failed(hub.capture(), deviceAddress, tried.get(), lastRefused);
      witness.over();
    }
    hub.ended(new Passed(
        stream, Witness.endpoint(deviceAddress), tried.map(Witness::endpoint), start,
        Duration.ofNanos(System.nanoTime() - startNanos), 0, 0, ending, ending == Ending.STOPPED ? "" : reason));
  }
}
