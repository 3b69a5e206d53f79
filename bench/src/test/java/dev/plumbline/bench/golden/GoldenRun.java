package dev.plumbline.bench.golden;

import dev.plumbline.bench.golden.FlightLog.RecordKeys;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TraceEntry;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceRecorder;
import dev.plumbline.vectors.Hex;
import dev.plumbline.vectors.RecordedConnection;
import dev.plumbline.vectors.RecordedConnection.ApplicationData;
import dev.plumbline.vectors.RecordedConnection.Draw;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Intermediate;
import dev.plumbline.vectors.RecordedConnection.Phase;
import dev.plumbline.vectors.RecordedConnection.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One connection from ClientHello to close_notify, with everything written down. It is the same whether the server is
 * alive or a recording, so that what comes out of both can be compared.
 */
final class GoldenRun {
  private static final int BUFFER = 1 << 15;

  /** Points that are in the flights already. */
  private static final Set<TracePoint> RECORDS =
      EnumSet.of(
          TracePoint.RECORD_SENT,
          TracePoint.RECORD_RECEIVED,
          TracePoint.RECORD_PLAINTEXT_SENT,
          TracePoint.RECORD_PLAINTEXT_RECEIVED);

  private final TraceRecorder trace = TraceRecorder.withSecrets(SecretReveal.insecureSecretReveal());
  private final FlightLog log = new FlightLog();
  private final Instant clock;
  private final TlsClient client;
  private final ServerLine line;
  private ByteBuffer incoming = ByteBuffer.allocate(0);
  private boolean serverEnded;

  GoldenRun(GoldenClient golden, Instant clock, ServerLine line) {
    this.clock = clock;
    this.line = line;
    this.client = new TlsClient(golden.connection(clock, trace));
  }

  /** Connects, says what is to be said and hears what is to be heard, and closes. */
  void run(List<ApplicationData> conversation) throws IOException, TlsAlert {
    try (line; client) {
      transmit(Phase.HANDSHAKE);
      while (!client.established()) {
        receive(Phase.HANDSHAKE);
        transmit(Phase.HANDSHAKE);
      }
      for (ApplicationData data : conversation) {
        if (data.from() == Side.CLIENT) {
          send(data.bytes().bytes());
        } else {
          expect(data.bytes());
        }
      }
      client.closeNotify();
      transmit(Phase.CLOSURE);
      while (!serverEnded) {
        receive(Phase.CLOSURE);
      }
    }
  }

  private void send(byte[] data) throws IOException, TlsAlert {
    ByteBuffer rest = ByteBuffer.wrap(data);
    while (rest.hasRemaining()) {
      client.send(rest);
      transmit(Phase.APPLICATION);
    }
  }

  private void expect(Hex data) throws IOException, TlsAlert {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (heard.size() < data.length()) {
      if (client.read(buffer.clear()) == 0) {
        receive(Phase.APPLICATION);
      }
      heard.write(buffer.array(), 0, buffer.position());
    }
    if (!Hex.of(heard.toByteArray()).equals(data)) {
      throw new IOException("the server said something else: " + heard);
    }
  }

  private void transmit(Phase phase) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(BUFFER);
    while (client.transmit(out.clear()) > 0) {
      byte[] bytes = Hex.of(out.array(), 0, out.position()).bytes();
      log.add(Side.CLIENT, phase, bytes);
      line.send(bytes);
    }
  }

  /** Takes one step with what the server says, and waits for it to say more if there is nothing left. */
  private void receive(Phase phase) throws IOException, TlsAlert {
    if (!incoming.hasRemaining()) {
      byte[] bytes = line.receive();
      log.add(Side.SERVER, phase, bytes);
      incoming = ByteBuffer.wrap(bytes);
    }
    if (!incoming.hasRemaining()) {
      serverEnded = true;
      client.receiveEnd();
    } else if (client.receive(incoming) == 0) {
      throw new IOException("the client does not take what the server says in phase " + phase);
    }
  }

  /** What happened. */
  RecordedConnection record(List<Draw> draws, List<ApplicationData> conversation) throws GeneralSecurityException {
    List<Intermediate> intermediates = new ArrayList<>();
    for (TraceEntry entry : trace.trace().entries()) {
      if (entry instanceof TraceEntry.Value value && !RECORDS.contains(value.point())) {
        intermediates.add(new Intermediate(value.point().name(), Hex.of(value.bytes().toArray())));
      }
    }
    List<Flight> flights =
        log.flights(
            Map.of(
                Side.CLIENT, keys(intermediates, TracePoint.CLIENT_WRITE_KEY, TracePoint.CLIENT_WRITE_IV),
                Side.SERVER, keys(intermediates, TracePoint.SERVER_WRITE_KEY, TracePoint.SERVER_WRITE_IV)));
    return new RecordedConnection(clock, draws, flights, conversation, intermediates, facts(client.facts()));
  }

  private static RecordKeys keys(List<Intermediate> intermediates, TracePoint key, TracePoint implicitNonce) {
    return new RecordKeys(value(intermediates, key), value(intermediates, implicitNonce));
  }

  private static byte[] value(List<Intermediate> intermediates, TracePoint point) {
    return intermediates.stream()
        .filter(intermediate -> intermediate.point().equals(point.name()))
        .findFirst()
        .orElseThrow()
        .bytes()
        .bytes();
  }

  private static RecordedConnection.ConnectionFacts facts(ConnectionFacts facts) {
    return new RecordedConnection.ConnectionFacts(
        facts.suite().orElseThrow().name(),
        facts.group().map(NamedGroup::name).orElse(null),
        facts.signatureScheme().map(SignatureScheme::name).orElse(null),
        facts.resumed().orElseThrow(),
        facts.extendedMasterSecret().orElseThrow(),
        facts.secureRenegotiation().orElseThrow(),
        facts.alpn().orElse(null),
        facts.recordLimitOut().orElseThrow(),
        Hex.of(facts.sessionId().orElseThrow().toArray()),
        facts.clientAuthenticationRequested());
  }
}
