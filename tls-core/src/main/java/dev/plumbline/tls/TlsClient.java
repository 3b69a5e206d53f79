package dev.plumbline.tls;

import dev.plumbline.tls.alert.TlsAlert;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** One TLS 1.2 client connection as a pure state machine: bytes in, bytes out. Not thread-safe. */
public final class TlsClient implements AutoCloseable {
  public TlsClient(TlsClientConfig config) {}

  public Set<Want> wants() {
    return Set.of();
  }

  public int receive(ByteBuffer fromPeer) throws TlsAlert {
    return 0;
  }

  public void receiveEnd() throws TlsAlert {}

  public int transmit(ByteBuffer toPeer) {
    return 0;
  }

  public int send(ByteBuffer applicationData) throws TlsAlert {
    return 0;
  }

  public int read(ByteBuffer applicationData) {
    return 0;
  }

  public void retry() throws TlsAlert {}

  public void closeNotify() throws TlsAlert {}

  public boolean established() {
    return false;
  }

  public boolean closed() {
    return false;
  }

  public Optional<TlsAlert> failure() {
    return Optional.empty();
  }

  public ConnectionFacts facts() {
    return null;
  }

  @Override
  public void close() {}
}
