package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.tls.io.PcapngWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the connections of a tap share: the selector, the times to wake at, whom to tell, and the numbers of streams.
 * Used by the tap's thread alone, but for {@link #later}.
 */
final class Hub {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A time at which somebody wants to be woken. */
  private record Alarm(long at, Attendant attendant) {}

  private final TapSettings settings;
  private final Selector selector;
  private final Optional<PcapngWriter> capture;
  private final FlowListener flows;
  private final TapObserver observer;
  private final InstantSource clock = InstantSource.system();
  private final ByteBuffer scratch = ByteBuffer.allocate(1 << 14);
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>((a, b) -> Long.signum(a.at() - b.at()));
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private int streams;
  private int connections;

  Hub(TapSettings settings, Selector selector, Optional<PcapngWriter> capture, FlowListener flows,
      TapObserver observer) {
    this.settings = settings;
    this.selector = selector;
    this.capture = capture;
    this.flows = flows;
    this.observer = observer;
  }

  TapSettings settings() {
    return settings;
  }

  Optional<PcapngWriter> capture() {
    return capture;
  }

  InstantSource clock() {
    return clock;
  }

  /** A buffer for bytes on their way; whoever uses it is done with it when its call returns. */
  ByteBuffer scratch() {
    return scratch.clear();
  }

  SelectionKey register(SelectableChannel channel, int operations, Attendant attendant) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, attendant);
  }

  void wakeAt(long at, Attendant attendant) {
    alarms.add(new Alarm(at, attendant));
  }

  /** Runs a task on the tap's thread; may be called by any thread. */
  void later(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** How long the selector may wait, in milliseconds; 0 is for ever. */
  long patience(long now) {
    return alarms.isEmpty() ? 0 : Math.max(1, (alarms.peek().at() - now + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }

  /** Does what is due, and what others have asked for. */
  void catchUp(long now) {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    while (!alarms.isEmpty() && alarms.peek().at() - now <= 0) {
      alarms.remove().attendant().wake(now);
    }
  }

  /** The number of the flow that is opened next. */
  int nextStream() {
    return streams;
  }

  FlowSink openFlow(InetSocketAddress device, InetSocketAddress broker) {
    return flows.opened(
        streams++, Witness.endpoint(device), Witness.endpoint(broker), true, Witness.nanos(clock.instant()));
  }

  boolean full() {
    return connections >= settings.maxConnections();
  }

  int connections() {
    return connections;
  }

  void began() {
    connections++;
  }

  void ended(Passed passed) {
    connections--;
    observer.ended(passed);
  }

  /** A connection that never counted. */
  void refused(Passed passed) {
    observer.ended(passed);
  }

  void trouble(String sentence) {
    observer.trouble(sentence);
  }

  /** Closes a channel that is of no use any more; that this fails means only that it is closed already. */
  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }

  /** Breaks a connection: what it still holds is lost, and the other side sees a reset. */
  static void reset(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException alreadyGone) {
      close(channel);
      return;
    }
    close(channel);
  }
}
