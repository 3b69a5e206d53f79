package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowSink;
import java.net.InetAddress;

/** Counts the servers' ports on the way to the listener. */
record PortTally(FlowListener listener, Tally tally) implements FlowListener {
  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    tally.connection(server.port());
    return listener.opened(stream, client, server, opening, nanos);
  }

  @Override
  public void secrets(byte[] keyLog) {
    listener.secrets(keyLog);
  }

  @Override
  public void resolved(String name, InetAddress address) {
    listener.resolved(name, address);
  }
}
