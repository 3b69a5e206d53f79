package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.tap.Passed.Ending;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A device and its broker, connected: what comes from one goes to the other, with its end or its break. Reads no more
 * than the other side takes, so that it holds at most two lanes' worth of bytes.
 */
final class TappedConnection implements Attendant {
  /**
   * Where a connection comes from.
   *
   * @param startNanos by the clock of durations
   */
  record Origin(InetSocketAddress device, InetSocketAddress broker, Instant start, long startNanos) {}

  /** One side: its channel, and the lane that its bytes take. */
  private static final class Party {
    private final Side side;
    private final SocketChannel channel;
    private final Lane lane;
    private SelectionKey key;
    /** Whether it takes nothing any more, though there may be something left to read from it. */
    private boolean broken;

    private Party(Side side, SocketChannel channel, Lane lane) {
      this.side = side;
      this.channel = channel;
      this.lane = lane;
    }
  }

  private final Hub hub;
  private final Origin origin;
  private final int stream;
  private final Witness witness;
  private final Party device;
  private final Party broker;
  private Optional<Ending> ending = Optional.empty();
  private OptionalLong alarm = OptionalLong.empty();
  private boolean over;

  TappedConnection(Hub hub, SocketChannel device, SocketChannel broker, Origin origin) {
    this.hub = hub;
    this.origin = origin;
    long now = System.nanoTime();
    this.device = new Party(Side.CLIENT, device, new Lane(hub.settings().hardship(), now));
    this.broker = new Party(Side.SERVER, broker, new Lane(hub.settings().hardship(), now));
    this.stream = hub.nextStream();
    this.witness = new Witness(hub.openFlow(origin.device(), origin.broker()), hub.clock());
  }

  void begin() {
    witness.opened(hub.capture(), origin.device(), origin.broker());
    try {
      for (Party party : List.of(device, broker)) {
        party.key = hub.register(party.channel, SelectionKey.OP_READ, this);
      }
    } catch (IOException e) {
      end(Ending.STOPPED, "the tap's own sockets failed: " + e.getMessage());
    }
  }

  @Override
  public void ready(SelectionKey key, long now) {
    if (!over) {
      if (key.isValid() && key.isReadable()) {
        readAll(key == device.key ? device : broker, now);
      }
      pump(now);
    }
  }

  @Override
  public void wake(long now) {
    if (!over) {
      alarm = OptionalLong.empty();
      pump(now);
    }
  }

  @Override
  public void stop(long now) {
    if (!over) {
      end(Ending.STOPPED, "");
    }
  }

  private Party other(Party party) {
    return party == device ? broker : device;
  }

  /**
   * Takes what a side has sent, as far as there is room for it, before anything of it is passed on: an end that came
   * with the last bytes is then heard before the other side's answer to them.
   */
  private void readAll(Party from, long now) {
    while (from.lane.room() > 0 && read(from, now) > 0) {
      continue;
    }
  }

  /** Takes one piece of what a side has sent, or its end; returns how many bytes it took. */
  private int read(Party from, long now) {
    ByteBuffer scratch = hub.scratch();
    int room = Math.min(scratch.capacity(), from.lane.room());
    int length;
    try {
      length = from.channel.read(scratch.limit(room));
    } catch (IOException broken) {
      reset(from, now);
      return 0;
    }
    if (length > 0) {
      witness.data(from.side, scratch.array(), 0, length);
      from.lane.take(scratch.array(), length, now);
    } else if (from.broken) {
      reset(from, now);
    } else if (length < 0) {
      witness.end(from.side);
      remember(from.side, false);
      from.lane.finish(Lane.Tail.END, now);
    }
    return Math.max(0, length);
  }

  /** A side has broken the connection: what it sent before goes on its way, and then the break. */
  private void reset(Party from, long now) {
    witness.reset(from.side);
    remember(from.side, true);
    other(from).lane.abandon();
    from.lane.finish(Lane.Tail.RESET, now);
    Hub.close(from.channel);
  }

  private void remember(Side side, boolean reset) {
    if (ending.isEmpty()) {
      ending = Optional.of(Ending.of(side, reset));
    }
  }

  /** Passes on what can be passed on. */
  private void pump(long now) {
    deliver(broker, now);
    deliver(device, now);
    if (over) {
      return;
    }
    if (device.lane.done() && broker.lane.done()) {
      end(ending.orElseThrow(), "");
      return;
    }
    attend(device);
    attend(broker);
    OptionalLong due = earliest(device.lane.nextDue(), broker.lane.nextDue());
    if (due.isPresent() && !earliest(alarm, due).equals(alarm)) {
      alarm = due;
      hub.wakeAt(due.getAsLong(), this);
    }
  }

  private void deliver(Party to, long now) {
    Lane lane = other(to).lane;
    if (over || lane.done() || !to.channel.isOpen()) {
      return;
    }
    try {
      lane.deliver(to.channel, now);
      // A side that takes nothing hears of the break all the same.
      if (lane.tail() == Lane.Tail.RESET && (lane.blocked() || lane.tailDue(now))) {
        Hub.reset(to.channel);
        end(ending.orElseThrow(), "");
      } else if (lane.tailDue(now)) {
        to.channel.shutdownOutput();
      }
    } catch (IOException e) {
      lane.abandon();
      to.broken = true;
      readRest(to, now);
    }
  }

  /** A side that takes nothing any more may have said something before, such as an alert. */
  private void readRest(Party broken, long now) {
    if (broken.lane.tail() == Lane.Tail.END) {
      reset(broken, now);
    }
    readAll(broken, now);
  }

  /** Says what a side's channel is waited for. */
  private void attend(Party party) {
    if (party.channel.isOpen()) {
      int read = party.lane.room() > 0 ? SelectionKey.OP_READ : 0;
      int write = other(party).lane.blocked() ? SelectionKey.OP_WRITE : 0;
      party.key.interestOps(read | write);
    }
  }

  private static OptionalLong earliest(OptionalLong one, OptionalLong two) {
    if (one.isPresent() && two.isPresent()) {
      return one.getAsLong() - two.getAsLong() < 0 ? one : two;
    }
    return one.isPresent() ? one : two;
  }

  private void end(Ending how, String reason) {
    over = true;
    Hub.close(device.channel);
    Hub.close(broker.channel);
    witness.over();
    hub.ended(new Passed(
        OptionalInt.of(stream), Witness.endpoint(origin.device()), Optional.of(Witness.endpoint(origin.broker())),
        origin.start(), Duration.ofNanos(System.nanoTime() - origin.startNanos()), witness.bytes(Side.CLIENT),
        witness.bytes(Side.SERVER), how, reason));
  }
}
