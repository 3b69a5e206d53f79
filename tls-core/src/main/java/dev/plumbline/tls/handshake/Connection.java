package dev.plumbline.tls.handshake;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.RecordReader;
import dev.plumbline.tls.record.RecordWriter;
import dev.plumbline.tls.wire.ContentType;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One connection: brings records to the protocol they are for, and ends it all when something fails. Owns the record
 * layer and, through the handshake protocol, the current state; whatever happens, {@link #close} closes every handle.
 *
 * <p>A failure is final: it is thrown again by everything that would go on. A busy engine is not a failure: what was
 * being done stays where it is until {@link #retry}.
 */
public final class Connection implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1024;
  private static final ByteBuffer NO_INPUT = ByteBuffer.allocate(0);

  private final ConnectionSetup setup;
  private final RecordReader reader;
  private final RecordWriter writer;
  private final HandshakeContext context;
  private final HandshakeProtocol handshake;
  private final AlertProtocol alerts;

  private boolean busy;
  private TlsAlert failure;
  private long applicationBytes;
  private boolean readable;

  /** Begins: if the engine is not busy, a ClientHello waits to be transmitted. */
  public Connection(ConnectionSetup setup) {
    this.setup = setup;
    this.reader = new RecordReader(setup.receiveLimit(), setup.trace());
    this.writer = new RecordWriter(FIRST_CAPACITY, setup.recordVersion(), setup.sendLimit(), setup.trace());
    this.context = new HandshakeContext(setup, reader, writer);
    this.handshake = new HandshakeProtocol(context, setup.maxHandshakeMessage());
    this.alerts = new AlertProtocol(context);
    try {
      handshake.advance();
    } catch (TlsAlert e) {
      fail(e);
    } catch (EngineException e) {
      interrupted(e);
    }
  }

  /** Consumes records as far as it can; stops at application data that is not read, and at a busy engine. */
  public void receive(ByteBuffer in) throws TlsAlert {
    rethrow();
    if (busy || isOver()) {
      return;
    }
    try {
      pump(in);
    } catch (TlsAlert e) {
      fail(e);
    } catch (EngineException e) {
      interrupted(e);
    }
    rethrow();
  }

  /** The transport ended. After our close_notify that is an end like any other (RFC 5246 §7.2.1). */
  public void receiveEnd() throws TlsAlert {
    rethrow();
    if (alerts.closeNotifySaid() && !isOver()) {
      end();
    }
    if (isOver()) {
      return;
    }
    try {
      reader.end();
      fail(Fault.CLOSED_WITHOUT_NOTIFY.with(whereWeAre()));
    } catch (TlsAlert e) {
      fail(e);
    }
    rethrow();
  }

  /** Does again what the engine was too busy for. */
  public void retry() throws TlsAlert {
    if (busy) {
      busy = false;
      sayGoodbye();
    }
    receive(NO_INPUT);
  }

  /** Moves out as many bytes for the server as fit. */
  public int transmit(ByteBuffer out) {
    return writer.drain(out);
  }

  /** Takes application data as far as there is room for its records. */
  public void send(ByteBuffer applicationData) throws TlsAlert {
    rethrow();
    if (!canSend()) {
      throw new IllegalStateException("application data can't be sent " + whereWeAre());
    }
    if (busy) {
      return;
    }
    try {
      writer.write(applicationData);
    } catch (TlsAlert e) {
      fail(e);
    } catch (EngineException e) {
      interrupted(e);
    }
    rethrow();
  }

  /** Moves out as many bytes of received application data as fit. */
  public int read(ByteBuffer out) {
    int count = Math.min(unread(), out.remaining());
    if (count > 0) {
      out.put(reader.array(), reader.offset(), count);
      reader.skip(count);
      if (reader.length() == 0) {
        readable = false;
        reader.release();
      }
    }
    return count;
  }

  /** Says that we send nothing more (RFC 5246 §7.2.1). In the middle of a handshake that is the end of it. */
  public void closeNotify() {
    if (isOver() || alerts.closeNotifySaid()) {
      return;
    }
    alerts.sayCloseNotify();
    if (isEstablished()) {
      sayGoodbye();
    } else {
      end();
    }
  }

  /** Whether the engine was busy at something that {@link #retry} does again. */
  public boolean busy() {
    return busy;
  }

  /** Whether bytes wait for {@link #transmit}. */
  public boolean hasOutput() {
    return !writer.isEmpty();
  }

  /** Bytes that wait for {@link #read}. */
  public int unread() {
    return readable ? reader.length() : 0;
  }

  public boolean isEstablished() {
    return handshake.isEstablished();
  }

  public boolean canSend() {
    return isEstablished() && !alerts.closeNotifySaid();
  }

  /** Whether nothing more will happen, but for what waits to be transmitted or read. */
  public boolean isOver() {
    return handshake.isOver();
  }

  public Optional<TlsAlert> failure() {
    return Optional.ofNullable(failure);
  }

  public HandshakeFacts facts() {
    return context.facts();
  }

  /** Most bytes of plaintext that go into one record. */
  public int recordLimitOut() {
    return writer.limit();
  }

  /** Closes every handle, idempotently; what waits to be transmitted can still be. */
  @Override
  public void close() {
    alerts.sayFatal(null);
    end();
    busy = false;
  }

  private void pump(ByteBuffer in) throws TlsAlert, EngineException {
    handshake.advance();
    while (!isOver()) {
      if (!reader.isOpen()) {
        if (!reader.fill(in)) {
          return;
        }
        reader.open();
        admit();
      }
      if (!consume()) {
        return;
      }
      reader.release();
    }
  }

  /** Looks at an opened record, once. */
  private void admit() throws TlsAlert {
    ContentType type = reader.type();
    if (type == ContentType.HANDSHAKE) {
      handshake.offer(reader.array(), reader.offset(), reader.length());
    } else if (type != ContentType.CHANGE_CIPHER_SPEC && handshake.insideMessage()) {
      throw Fault.MESSAGE_INTERLEAVED.with(type);
    }
    if (type == ContentType.APPLICATION_DATA) {
      if (!isEstablished()) {
        throw Fault.APPLICATION_DATA_EARLY.with(handshake.awaited());
      }
      applicationBytes += reader.length();
      context.applicationDataArrived(reader.length());
    }
    if (type != ContentType.ALERT && reader.length() > 0) {
      alerts.interrupted();
    }
  }

  /** Uses up the opened record; false if that is for {@link #read} to do. */
  private boolean consume() throws TlsAlert, EngineException {
    switch (reader.type()) {
      case HANDSHAKE:
        handshake.deliver();
        return true;
      case CHANGE_CIPHER_SPEC:
        handshake.changeCipherSpec(reader.array(), reader.offset(), reader.length());
        return true;
      case ALERT:
        if (alerts.receive(reader.array(), reader.offset(), reader.length())) {
          closeNotifyArrived();
        }
        return true;
      default:
        readable = reader.length() > 0;
        return !readable;
    }
  }

  /**
   * RFC 5246 §7.2.1: answered by our own, and nothing after it counts. Before the end of the handshake it is a
   * failure.
   */
  private void closeNotifyArrived() throws TlsAlert {
    if (!isEstablished()) {
      throw TlsAlert.received(AlertLevel.WARNING, AlertDescription.CLOSE_NOTIFY);
    }
    alerts.sayCloseNotify();
    end();
  }

  private void interrupted(EngineException cause) {
    if (cause.kind() == EngineException.Kind.BUSY) {
      busy = true;
    } else {
      fail(EngineFaults.failed(setup.engine(), cause));
    }
  }

  /** Whoever is asked for the last words, the connection ends, also if that throws. */
  private void fail(TlsAlert cause) {
    failure = cause;
    alerts.sayFatal(null);
    try {
      if (cause.direction() == TlsAlert.Direction.SENT && cause.description().isPresent()) {
        alerts.sayFatal(setup.lastWords().on(cause).orElse(null));
      }
    } finally {
      end();
    }
  }

  /** Closes what is not needed for saying goodbye, and says it. */
  private void end() {
    handshake.close();
    context.close();
    reader.close();
    sayGoodbye();
  }

  private void sayGoodbye() {
    if (!alerts.sendWaiting()) {
      busy = true;
    } else if (isOver()) {
      busy = false;
      writer.close();
    }
  }

  private void rethrow() throws TlsAlert {
    if (failure != null) {
      throw failure;
    }
  }

  private String whereWeAre() {
    return isEstablished()
        ? "after " + applicationBytes + " bytes of application data"
        : "while this client waits for " + handshake.awaited();
  }
}
