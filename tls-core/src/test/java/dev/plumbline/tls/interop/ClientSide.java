package dev.plumbline.tls.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.io.TlsException;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Exchange;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Our side of connections to a peer: the software engine, trust in one root, the device's keys. Closing it finds leaks. */
final class ClientSide implements AutoCloseable {
  static final int PATIENCE_MILLIS = 10_000;

  private final LeakCheckingEngine engine = new LeakCheckingEngine(Engines.software());
  private final List<DeviceKey> keys = new ArrayList<>();
  private final TrustAnchors anchors;

  ClientSide(IssuedCertificate... roots) {
    List<ParsedCertificate> trusted = new ArrayList<>();
    for (IssuedCertificate root : roots) {
      try {
        trusted.add(ParsedCertificate.parse(root.der()));
      } catch (MalformedCertificate e) {
        throw new IllegalArgumentException(e);
      }
    }
    anchors = TrustAnchors.of(engine, trusted);
  }

  /** What the engine can do, and the name that the certificates of these tests have. */
  TlsClientConfig.Builder config() {
    return TlsClientConfig.builder(engine, anchors).serverName(InteropPki.NAME);
  }

  /** Credentials whose key goes with this. */
  ClientCredentials credentials(IssuedCertificate certificate) {
    try {
      DeviceKey key = engine.importKey(PrivateKeys.read(certificate.key().pkcs8()));
      keys.add(key);
      return new ClientCredentials(
          certificate.chain().stream().map(IssuedCertificate::der).map(Bytes::of).toList(), key);
    } catch (EngineException | KeyFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection to a port of 127.0.0.1 whose handshake is still to be made; no wait is longer than ten seconds. */
  static TlsConnection connect(int port, TlsClientConfig config) throws IOException {
    TlsConnection connection = new TlsConnection(new Socket(InetAddress.getLoopbackAddress(), port), config);
    connection.setSoTimeout(PATIENCE_MILLIS);
    return connection;
  }

  /** Makes the handshake with a server, or with what stands before it, talks, and closes. Returns what was agreed. */
  static ConnectionFacts talk(RunningPeer peer, int port, TlsClientConfig config, int round) throws IOException {
    try (TlsConnection connection = connect(port, config)) {
      connection.handshake();
      for (Exchange exchange : peer.exchanges(round)) {
        connection.output().write(exchange.request());
        assertArrayEquals(exchange.answer(), connection.input().readNBytes(exchange.answer().length), "data");
      }
      connection.endOutput();
      assertEquals(-1, connection.input().read(), "end of data");
      return connection.facts();
    }
  }

  /** As {@link #talk(RunningPeer, int, TlsClientConfig, int)}, with the server itself. */
  static ConnectionFacts talk(RunningPeer peer, TlsClientConfig config) throws IOException {
    return talk(peer, peer.port(), config, 0);
  }

  /** Begins a handshake that must fail, and returns by what. */
  static TlsAlert refusal(int port, TlsClientConfig config) throws IOException {
    try (TlsConnection connection = connect(port, config)) {
      return assertThrows(TlsException.class, connection::handshake).alert();
    }
  }

  /** @throws AssertionError if a handle is open, or was used after it was closed */
  @Override
  public void close() {
    keys.forEach(DeviceKey::close);
    anchors.close();
    if (!engine.leaks().isEmpty() || !engine.misuses().isEmpty()) {
      throw new AssertionError("left open: " + engine.leaks() + "; used after close: " + engine.misuses());
    }
  }
}
