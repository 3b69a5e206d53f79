package dev.plumbline.diagnose.flow;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down what a listener is told, and holds whoever tells it to the contract. */
public final class Told implements FlowListener {
  /** By number. */
  public final TreeMap<Integer, Flow> flows = new TreeMap<>();

  public final List<String> secrets = new ArrayList<>();
  public final List<String> names = new ArrayList<>();

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    Flow flow = new Flow(client, server, opening);
    if (flows.put(stream, flow) != null) {
      throw new AssertionError("stream " + stream + " twice");
    }
    return flow;
  }

  @Override
  public void secrets(byte[] keyLog) {
    secrets.add(new String(keyLog, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void resolved(String name, InetAddress address) {
    names.add(name + "=" + address.getHostAddress());
  }

  public Flow only() {
    if (flows.size() != 1) {
      throw new AssertionError("streams " + flows.keySet());
    }
    return flows.firstEntry().getValue();
  }

  /** All that was told, for comparison. */
  public String text() {
    return flows.entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** One connection. */
  public static final class Flow implements FlowSink {
    public final Endpoint client;
    public final Endpoint server;
    public final boolean opening;
    /** Signals, missing bytes and pieces of data, without the bytes. */
    public final List<String> events = new ArrayList<>();

    public final List<Stretch> stretches = new ArrayList<>();
    public FlowQuality quality;
    private final ByteArrayOutputStream[] bytes = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    private final long[] missing = new long[2];
    private final List<Piece> pieces = new ArrayList<>();

    /** Bytes, and where they stand in all that their side sent. */
    public record Piece(Side from, long at, byte[] bytes) {}

    Flow(Endpoint client, Endpoint server, boolean opening) {
      this.client = client;
      this.server = server;
      this.opening = opening;
    }

    private void during() {
      if (quality != null) {
        throw new AssertionError("told after the end");
      }
    }

    @Override
    public void data(Side from, byte[] array, int offset, int length, Stretch where) {
      during();
      if (length <= 0) {
        throw new AssertionError("data of " + length + " bytes");
      }
      long at = bytes[from.ordinal()].size() + missing[from.ordinal()];
      pieces.add(new Piece(from, at, Arrays.copyOfRange(array, offset, offset + length)));
      bytes[from.ordinal()].write(array, offset, length);
      events.add(from + " data " + length);
      stretches.add(where);
    }

    @Override
    public void missing(Side from, long length, boolean cut, Stretch where) {
      during();
      if (length <= 0 || where == null) {
        throw new AssertionError("missing " + length + " at " + where);
      }
      missing[from.ordinal()] += length;
      events.add(from + (cut ? " cut " : " missing ") + length);
    }

    @Override
    public void signal(Side from, TcpSignal signal, Stretch where) {
      during();
      events.add(from + " " + signal);
    }

    @Override
    public void end(FlowQuality quality) {
      during();
      this.quality = quality;
      if (quality.clientBytes() != bytes[0].size() || quality.serverBytes() != bytes[1].size()
          || quality.missingBytes() != missing[0] + missing[1]) {
        throw new AssertionError(quality + " does not count what was told");
      }
    }

    public byte[] bytes(Side from) {
      return bytes[from.ordinal()].toByteArray();
    }

    public List<Piece> pieces() {
      return pieces;
    }

    public long missing(Side from) {
      return missing[from.ordinal()];
    }

    @Override
    public String toString() {
      return client + " " + server + " " + opening + " " + events + " " + stretches + " " + quality + " "
          + bytes[0].toString(StandardCharsets.ISO_8859_1) + " "
          + bytes[1].toString(StandardCharsets.ISO_8859_1);
    }
  }
}
