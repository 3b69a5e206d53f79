package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a listener was told, to be told again, changed or cut up. */
final class Tape implements FlowListener {
  /** One call. */
  sealed interface Call {
    int stream();
  }

  record Opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) implements Call {}

  record Data(int stream, Side from, byte[] bytes, Stretch where) implements Call {}

  record Missing(int stream, Side from, long bytes, boolean cut, Stretch where) implements Call {}

  record Signal(int stream, Side from, TcpSignal signal, Stretch where) implements Call {}

  record Ended(int stream, FlowQuality quality) implements Call {}

  record Secrets(int stream, byte[] keyLog) implements Call {}

  private final List<Call> calls = new ArrayList<>();

  Tape() {}

  private Tape(List<Call> calls) {
    this.calls.addAll(calls);
  }

  /** The same with other calls. */
  Tape with(UnaryOperator<List<Call>> change) {
    return new Tape(change.apply(new ArrayList<>(calls)));
  }

  List<Call> calls() {
    return calls;
  }

  List<Conversation> conversations(KeyLog keys) {
    ConversationRecorder recorder = new ConversationRecorder(keys);
    play(recorder);
    return recorder.conversations();
  }

  void play(FlowListener listener) {
    Map<Integer, FlowSink> sinks = new TreeMap<>();
    for (Call call : calls) {
      FlowSink sink = sinks.get(call.stream());
      if (call instanceof Opened it) {
        sinks.put(it.stream, listener.opened(it.stream, it.client, it.server, it.opening, it.nanos));
      } else if (call instanceof Secrets it) {
        listener.secrets(it.keyLog);
      } else if (sink != null && call instanceof Data it) {
        // The array is only lent: what is kept of it must be a copy.
        byte[] lent = it.bytes.clone();
        sink.data(it.from, lent, 0, lent.length, it.where);
        Arrays.fill(lent, (byte) 0x55);
      } else if (sink != null && call instanceof Missing it) {
        sink.missing(it.from, it.bytes, it.cut, it.where);
      } else if (sink != null && call instanceof Signal it) {
        sink.signal(it.from, it.signal, it.where);
      } else if (sink != null && call instanceof Ended it) {
        sink.end(it.quality);
      }
    }
  }

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    calls.add(new Opened(stream, client, server, opening, nanos));
    return new FlowSink() {
      @Override
      public void data(Side from, byte[] array, int offset, int length, Stretch where) {
        byte[] copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        calls.add(new Data(stream, from, copy, where));
      }

      @Override
      public void missing(Side from, long bytes, boolean cut, Stretch where) {
        calls.add(new Missing(stream, from, bytes, cut, where));
      }

      @Override
      public void signal(Side from, TcpSignal signal, Stretch where) {
        calls.add(new Signal(stream, from, signal, where));
      }

      @Override
      public void end(FlowQuality quality) {
        calls.add(new Ended(stream, quality));
      }
    };
  }

  @Override
  public void secrets(byte[] keyLog) {
    calls.add(new Secrets(-1, keyLog));
  }

  @Override
  public void resolved(String name, InetAddress address) {}
}
