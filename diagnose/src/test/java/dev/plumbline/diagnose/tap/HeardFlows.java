package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a tap tells. */
final class HeardFlows implements FlowListener {
  /** Bytes and where they stand. */
  record Piece(Side from, byte[] bytes, Stretch where) {}

  /** A signal and where it stands. */
  record Sign(Side from, TcpSignal signal, Stretch where) {}

  /** One connection. */
  static final class Flow implements FlowSink {
    final int stream;
    final Endpoint client;
    final Endpoint server;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Sign> signs = new ArrayList<>();
    private FlowQuality quality;

    private Flow(int stream, Endpoint client, Endpoint server) {
      this.stream = stream;
      this.client = client;
      this.server = server;
    }

    @Override
    public synchronized void data(Side from, byte[] array, int offset, int length, Stretch where) {
      pieces.add(new Piece(from, Arrays.copyOfRange(array, offset, offset + length), where));
    }

    @Override
    public void missing(Side from, long bytes, boolean cut, Stretch where) {
      throw new AssertionError("a tap misses nothing");
    }

    @Override
    public synchronized void signal(Side from, TcpSignal signal, Stretch where) {
      signs.add(new Sign(from, signal, where));
    }

    @Override
    public synchronized void end(FlowQuality how) {
      if (quality != null) {
        throw new AssertionError("ended twice");
      }
      quality = how;
    }

    synchronized List<Piece> pieces() {
      return List.copyOf(pieces);
    }

    synchronized List<Sign> signs() {
      return List.copyOf(signs);
    }

    synchronized List<TcpSignal> signals(Side from) {
      return signs.stream().filter(sign -> sign.from() == from).map(Sign::signal).toList();
    }

    synchronized FlowQuality quality() {
      return quality;
    }

    synchronized byte[] bytes(Side from) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      pieces.stream().filter(piece -> piece.from() == from).forEach(piece -> all.writeBytes(piece.bytes()));
      return all.toByteArray();
    }
  }

  private final List<Flow> flows = new CopyOnWriteArrayList<>();

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    Flow flow = new Flow(stream, client, server);
    flows.add(flow);
    return flow;
  }

  @Override
  public void secrets(byte[] keyLog) {
    throw new AssertionError("a tap has no secrets");
  }

  @Override
  public void resolved(String name, InetAddress address) {
    throw new AssertionError("a tap tells of no names");
  }

  List<Flow> all() {
    return flows;
  }
}
