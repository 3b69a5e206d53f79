package dev.plumbline.tls.testing;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a server sent to a client whose every byte follows from its entropy, so that the same bytes can be played to
 * the same client again, cut up or damaged. Ends with application data and close_notify.
 */
public final class RecordedFlow {
  private final ServerScript script;
  private final UnaryOperator<TlsClientConfig.Builder> settings;
  private final byte[] fromServer;
  private final byte[] fromClient;

  private RecordedFlow(
      ServerScript script, UnaryOperator<TlsClientConfig.Builder> settings, byte[] fromServer, byte[] fromClient) {
    this.script = script;
    this.settings = settings;
    this.fromServer = fromServer;
    this.fromClient = fromClient;
  }

  /** What came of a replay. */
  public record Outcome(byte[] sent, byte[] read, boolean established, TlsAlert failure, boolean closed) {}

  /** A fixture in which the client does the same every time. */
  public static ClientFixture fixture() {
    return fixture(Engines.software(PinnedEntropy.seeded(42)));
  }

  /** The same with another engine, which must send what {@link Engines#software} sends with the same entropy. */
  public static ClientFixture fixture(CryptoEngine engine) {
    return new ClientFixture(engine);
  }

  /** Records a flow; the settings get a builder and may need the fixture for credentials. */
  public static RecordedFlow of(ServerScript script, UnaryOperator<TlsClientConfig.Builder> settings) {
    try (ClientFixture fixture = fixture();
        TlsClient client = new TlsClient(settings.apply(fixture.config()).build())) {
      ScriptedServer server = script.server();
      MemoryLink link = new MemoryLink(client, server).run();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(link.sentToClient());
      all.writeBytes(server.records(Piece.applicationData(new byte[] {1, 2, 3}), Piece.alert(1, 0)));
      byte[] last = Arrays.copyOfRange(all.toByteArray(), link.sentToClient().length, all.size());
      link.deliver(last);
      return new RecordedFlow(script, settings, all.toByteArray(), link.sentToServer());
    } catch (TlsAlert e) {
      throw new AssertionError("the flow to record must be good", e);
    }
  }

  public ServerScript script() {
    return script;
  }

  /** Everything that the server sent. */
  public byte[] fromServer() {
    return fromServer.clone();
  }

  /** Everything that the client sent. */
  public byte[] fromClient() {
    return fromClient.clone();
  }

  /** Plays these bytes to a new client, in one piece. */
  public Outcome replay(ClientFixture fixture, byte[] bytes) {
    return replay(fixture, List.of(bytes));
  }

  /** Plays these bytes to a new client, piece by piece, and then the end of the stream. */
  public Outcome replay(ClientFixture fixture, List<byte[]> pieces) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean established = false;
    try (TlsClient client = new TlsClient(settings.apply(fixture.config()).build())) {
      try {
        retry(client);
        for (byte[] piece : pieces) {
          ByteBuffer in = ByteBuffer.wrap(piece);
          int before = -1;
          while (in.hasRemaining() && !client.closed()) {
            if (in.remaining() == before && !client.wants().contains(Want.RECEIVE)) {
              throw new AssertionError("the client neither takes bytes nor says why: " + client.wants());
            }
            before = in.remaining();
            client.receive(in);
            retry(client);
            established |= client.established();
            drain(client, sent, read);
          }
        }
        retry(client);
        drain(client, sent, read);
        client.receiveEnd();
      } catch (TlsAlert e) {
        drain(client, sent, read);
        return new Outcome(sent.toByteArray(), read.toByteArray(), established, e, client.closed());
      }
      drain(client, sent, read);
      return new Outcome(sent.toByteArray(), read.toByteArray(), established, null, client.closed());
    }
  }

  private static void retry(TlsClient client) throws TlsAlert {
    for (int i = 0; client.wants().contains(Want.RETRY); i++) {
      if (i == 100) {
        throw new AssertionError("the engine stays busy for ever");
      }
      client.retry();
    }
  }

  private static void drain(TlsClient client, ByteArrayOutputStream sent, ByteArrayOutputStream read) {
    ByteBuffer out = ByteBuffer.allocate(1 << 12);
    List<Want> ports = new ArrayList<>(client.wants());
    while (ports.contains(Want.TRANSMIT) || ports.contains(Want.READ)) {
      client.transmit(out.clear());
      sent.write(out.array(), 0, out.position());
      client.read(out.clear());
      read.write(out.array(), 0, out.position());
      ports = new ArrayList<>(client.wants());
    }
  }
}
