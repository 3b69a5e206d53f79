package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.io.PacketListener;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.io.Recording;
import dev.plumbline.tls.io.WrittenPacket;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hears one connection as it arrives at the tap, and tells the capture and the flow's sink of it. With a capture, the
 * flow is told packet by packet, so that it knows the number of each.
 */
final class Witness {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final FlowSink sink;
  private final InstantSource clock;
  private final Map<Side, Long> bytes = new EnumMap<>(Side.class);
  private final Map<Side, Long> packets = new EnumMap<>(Side.class);
  private Optional<Recording> recording = Optional.empty();
  private boolean answered;
  /** What is written just now. */
  private byte[] array = new byte[0];

  Witness(FlowSink sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
    for (Side side : Side.values()) {
      bytes.put(side, 0L);
      packets.put(side, 0L);
    }
  }

  /** As the address and port of a flow. */
  static Endpoint endpoint(InetSocketAddress address) {
    return new Endpoint(address.getAddress(), address.getPort());
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }

  /** The two sides are connected. */
  void opened(Optional<PcapngWriter> capture, InetSocketAddress device, InetSocketAddress broker) {
    answered = true;
    recording = capture.map(file -> file.recording(device, broker, new Packets()));
    if (recording.isEmpty()) {
      signal(Side.CLIENT, TcpSignal.SYN);
      signal(Side.SERVER, TcpSignal.SYN_ACK);
      signal(Side.CLIENT, TcpSignal.OPEN);
    }
  }

  /** The broker was not reached: it refused, or nothing came back. */
  void failed(
      Optional<PcapngWriter> capture, InetSocketAddress device, InetSocketAddress broker, boolean refused) {
    capture.ifPresent(file -> file.attempt(device, broker, refused, new Packets()));
    if (capture.isEmpty()) {
      signal(Side.CLIENT, TcpSignal.SYN);
      if (refused) {
        signal(Side.SERVER, TcpSignal.RST);
      }
    }
  }

  void data(Side from, byte[] bytesOfOneSide, int offset, int length) {
    bytes.merge(from, (long) length, Long::sum);
    array = bytesOfOneSide;
    if (recording.isEmpty()) {
      count(from);
      sink.data(from, array, offset, length, here());
    } else if (from == Side.CLIENT) {
      recording.get().sent(array, offset, length);
    } else {
      recording.get().received(array, offset, length);
    }
  }

  void end(Side from) {
    if (recording.isEmpty()) {
      signal(from, TcpSignal.FIN);
    } else if (from == Side.CLIENT) {
      recording.get().sentEnd();
    } else {
      recording.get().receivedEnd();
    }
  }

  void reset(Side from) {
    if (recording.isEmpty()) {
      signal(from, TcpSignal.RST);
    } else if (from == Side.CLIENT) {
      recording.get().sentReset();
    } else {
      recording.get().receivedReset();
    }
  }

  /** Nothing will follow. */
  void over() {
    sink.end(
        new FlowQuality(
            true, answered, packets.get(Side.CLIENT), packets.get(Side.SERVER), bytes(Side.CLIENT),
            bytes(Side.SERVER), 0, 0, 0));
  }

  long bytes(Side from) {
    return bytes.get(from);
  }

  private void signal(Side from, TcpSignal signal) {
    count(from);
    sink.signal(from, signal, here());
  }

  private void count(Side from) {
    packets.merge(from, 1L, Long::sum);
  }

  private Stretch here() {
    return new Stretch(0, 0, nanos(clock.instant()));
  }

  /** Takes the packets of the capture for those of the flow. */
  private final class Packets implements PacketListener {
    private boolean open;

    @Override
    public void wrote(WrittenPacket packet) {
      Side from = packet.sent() ? Side.CLIENT : Side.SERVER;
      count(from);
      Stretch where = new Stretch(packet.frame(), packet.headers(), packet.nanos());
      switch (packet.kind()) {
        case DATA -> sink.data(from, array, packet.offset(), packet.length(), where);
        case SYN -> sink.signal(from, TcpSignal.SYN, where);
        case SYN_ACK -> sink.signal(from, TcpSignal.SYN_ACK, where);
        case FIN -> sink.signal(from, TcpSignal.FIN, where);
        case RST -> sink.signal(from, TcpSignal.RST, where);
        case ACK -> {
          if (!open) {
            open = true;
            sink.signal(from, TcpSignal.OPEN, where);
          }
        }
      }
    }
  }
}
