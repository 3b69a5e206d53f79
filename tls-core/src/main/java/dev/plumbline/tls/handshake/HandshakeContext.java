package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.KeyChangePermit;
import dev.plumbline.tls.record.RecordReader;
import dev.plumbline.tls.record.RecordWriter;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.Reception;
import dev.plumbline.tls.wire.WireWriter;
import java.util.function.Supplier;

/**
 * What all states of one connection share: the engine, the offer, the transcript, the way out, and the observers.
 * Owns the transcript. Must not know which message comes next.
 */
final class HandshakeContext implements AutoCloseable {
  /** More than this between two pieces of application data is no server that means well (RFC 5246 §7.4.1.1). */
  private static final int MAX_HELLO_REQUESTS = 8;

  private static final byte[] CHANGE_CIPHER_SPEC = {1};

  private final ConnectionSetup setup;
  private final RecordReader reader;
  private final RecordWriter writer;
  private final HandshakeFacts facts = new HandshakeFacts();
  private final KeySchedule keys;
  private final byte[] scratch;

  private Transcript transcript;
  private int helloRequests;

  HandshakeContext(ConnectionSetup setup, RecordReader reader, RecordWriter writer) {
    this.setup = setup;
    this.reader = reader;
    this.writer = writer;
    this.keys = new KeySchedule(this);
    this.scratch = new byte[setup.longestMessage()];
  }

  CryptoEngine engine() {
    return setup.engine();
  }

  Offer offer() {
    return setup.offer();
  }

  ServerTrust trust() {
    return setup.trust();
  }

  ClientAuthentication authentication() {
    return setup.authentication();
  }

  Reception reception() {
    return setup.reception();
  }

  HandshakeFacts facts() {
    return facts;
  }

  KeySchedule keys() {
    return keys;
  }

  KeyLog keyLog() {
    return setup.keyLog();
  }

  TraceSink trace() {
    return setup.trace();
  }

  Transcript transcript() {
    return transcript;
  }

  /** The first message is about to be sent. */
  void begin(Transcript started) {
    transcript = started;
  }

  /** The hellos agreed: limits and version hold from the next record on. */
  void agreed(Negotiated negotiated) {
    facts.negotiated(negotiated);
    writer.negotiated();
    if (negotiated.maxFragmentLength() != 0) {
      reader.agreeLimit(negotiated.maxFragmentLength(), true);
      writer.agreeLimit(negotiated.maxFragmentLength(), true);
    } else if (negotiated.peerRecordSizeLimit() != 0) {
      reader.agreeLimit(offer().recordSizeLimit(), false);
      writer.agreeLimit(negotiated.peerRecordSizeLimit(), false);
    }
  }

  /** Sends a message, and hashes it once it is on its way (RFC 5246 §7.4.9). */
  void send(HandshakeMessage message, TracePoint point) throws TlsAlert, EngineException {
    WireWriter out = new WireWriter(scratch);
    message.writeMessage(out);
    writer.write(ContentType.HANDSHAKE, scratch, 0, out.length());
    transcript.update(scratch, 0, out.length());
    if (trace().wants(point)) {
      trace().bytes(point, scratch, 0, out.length());
    }
  }

  /**
   * Sends ChangeCipherSpec, which is not a handshake message, and puts the cipher behind it into use (RFC 5246 §7.1).
   */
  void changeWriteKeys(RecordCipher cipher) throws TlsAlert, EngineException {
    writer.write(ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC, 0, 1);
    if (setup.firstNonce() != 0) {
      cipher.countNoncesFrom(setup.firstNonce());
    }
    writer.activate(cipher);
    traceBytes(TracePoint.CLIENT_CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC);
  }

  /** The server changed its keys. */
  void changeReadKeys(KeyChangePermit permit, RecordCipher cipher) {
    reader.activate(permit, cipher);
    traceBytes(TracePoint.SERVER_CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC);
  }

  void sendAlert(AlertLevel level, AlertDescription description) throws TlsAlert, EngineException {
    byte[] alert = {(byte) level.code(), (byte) description.code()};
    writer.write(ContentType.ALERT, alert, 0, alert.length);
    facts.ourAlert(description);
    traceBytes(TracePoint.ALERT_SENT, alert);
  }

  /** Counts a HelloRequest that was dealt with. */
  void helloRequestHandled() throws TlsAlert {
    if (++helloRequests > MAX_HELLO_REQUESTS) {
      throw Fault.HELLO_REQUESTS_WITHOUT_END.with(MAX_HELLO_REQUESTS);
    }
  }

  /** Application data arrived: whatever was counted begins anew. */
  void applicationDataArrived(int length) {
    if (length > 0) {
      helloRequests = 0;
    }
  }

  /** The handshake is over: hands the session on and ends the transcript. */
  void completed(Resumable session, long lifetimeHint) {
    transcript.close();
    setup.sessions().established(session, lifetimeHint);
  }

  void traceBytes(TracePoint point, byte[] bytes) {
    if (trace().wants(point)) {
      trace().bytes(point, bytes, 0, bytes.length);
    }
  }

  /** Says what was decided; the sentence is only made if somebody wants it. */
  void decide(TracePoint point, Clause clause, Supplier<String> sentence) {
    if (trace().wants(point)) {
      trace().decision(point, clause, sentence.get());
    }
  }

  @Override
  public void close() {
    if (transcript != null) {
      transcript.close();
    }
  }
}
