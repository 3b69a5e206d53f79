package dev.plumbline.tls.handshake;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.Defragmenter;
import dev.plumbline.tls.record.RecordReader;
import dev.plumbline.tls.record.RecordWriter;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.RawMessage;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One connection: brings records to the state and the state's answers into records, and ends it all when something fails. Owns the
 * record layer, the current state and the context; whatever happens, {@link #close} closes every handle.
 *
 * <p>A failure is final: it is thrown again by everything that would go on. A busy engine is not a failure: what was being done stays
 * where it is until {@link #retry}.
 */
public final class Connection implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1024;
  private static final byte CHANGE_CIPHER_SPEC = 1;
  private static final ByteBuffer NO_INPUT = ByteBuffer.allocate(0);

  private final ConnectionSetup setup;
  private final RecordReader reader;
  private final RecordWriter writer;
  private final Defragmenter defragmenter;
  private final HandshakeContext context;
  private final MessageDispatch dispatch;
  private final AlertProtocol alerts;

  private ClientState state = new SendClientHello();
  private boolean busy;
  private TlsAlert failure;
  private AlertDescription waitingAlert;
  private boolean closeNotifySent;
  private long applicationBytes;
  private boolean readable;

  /** Begins: if the engine is not busy, a ClientHello waits to be transmitted. */
  public Connection(ConnectionSetup setup) {
    this.setup = setup;
    this.reader = new RecordReader(setup.receiveLimit(), setup.trace());
    this.writer = new RecordWriter(FIRST_CAPACITY, setup.recordVersion(), setup.trace());
    this.defragmenter = new Defragmenter(setup.maxHandshakeMessage());
    this.context = new HandshakeContext(setup, reader, writer);
    this.dispatch = new MessageDispatch(context);
    this.alerts = new AlertProtocol(context);
    try {
      advance();
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

  /** The transport ended. After our close_notify that is an end like any other: few servers answer it. */
  public void receiveEnd() throws TlsAlert {
    rethrow();
    if (closeNotifySent && !isOver()) {
      end();
      sendWaitingAlert();
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
      sendWaitingAlert();
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
    if (isOver() || closeNotifySent) {
      return;
    }
    closeNotifySent = true;
    waitingAlert = AlertDescription.CLOSE_NOTIFY;
    if (!isEstablished()) {
      end();
    }
    sendWaitingAlert();
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
    return state.isEstablished();
  }

  public boolean canSend() {
    return isEstablished() && !closeNotifySent;
  }

  /** Whether nothing more will happen, but for what waits to be transmitted or read. */
  public boolean isOver() {
    return state instanceof Closed;
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
    end();
    busy = false;
    waitingAlert = null;
    writer.close();
  }

  private void pump(ByteBuffer in) throws TlsAlert, EngineException {
    advance();
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

  private void advance() throws TlsAlert, EngineException {
    ClientState next = state.advance(context);
    while (next != state) {
      state = next;
      next = state.advance(context);
    }
  }

  /** Looks at an opened record, once. */
  private void admit() throws TlsAlert {
    ContentType type = reader.type();
    if (type == ContentType.HANDSHAKE) {
      defragmenter.offer(reader.array(), reader.offset(), reader.length());
    } else if (type != ContentType.CHANGE_CIPHER_SPEC && defragmenter.insideMessage()) {
      throw Fault.MESSAGE_INTERLEAVED.with(type);
    }
    if (type == ContentType.APPLICATION_DATA) {
      if (!isEstablished()) {
        throw Fault.APPLICATION_DATA_EARLY.with(state.awaited());
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
        deliverMessages();
        return true;
      case CHANGE_CIPHER_SPEC:
        changeCipherSpec();
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

  private void deliverMessages() throws TlsAlert, EngineException {
    for (RawMessage raw = defragmenter.next(); raw != null; raw = defragmenter.next()) {
      state = dispatch.deliver(raw, state);
      defragmenter.handled();
      advance();
    }
  }

  private void changeCipherSpec() throws TlsAlert {
    if (!state.awaitsChangeCipherSpec()) {
      throw Fault.CHANGE_CIPHER_SPEC_UNEXPECTED.with(state.awaited());
    }
    if (reader.length() != 1 || reader.array()[reader.offset()] != CHANGE_CIPHER_SPEC) {
      throw Fault.CHANGE_CIPHER_SPEC_MALFORMED.with();
    }
    state = state.onChangeCipherSpec(defragmenter.aligned(), context);
  }

  /** RFC 5246 §7.2.1: answered by our own, and nothing after it counts. Before the end of the handshake it is a failure. */
  private void closeNotifyArrived() throws TlsAlert {
    if (!isEstablished()) {
      throw TlsAlert.received(AlertLevel.WARNING, AlertDescription.CLOSE_NOTIFY);
    }
    if (!closeNotifySent) {
      closeNotifySent = true;
      waitingAlert = AlertDescription.CLOSE_NOTIFY;
    }
    end();
    sendWaitingAlert();
  }

  private void interrupted(EngineException cause) {
    if (cause.kind() == EngineException.Kind.BUSY) {
      busy = true;
    } else {
      fail(EngineFaults.failed(setup.engine(), cause));
    }
  }

  private void fail(TlsAlert cause) {
    failure = cause;
    waitingAlert = cause.direction() == TlsAlert.Direction.SENT ? cause.description().orElse(null) : null;
    end();
    sendWaitingAlert();
  }

  /** Closes what is not needed for saying goodbye. */
  private void end() {
    state.close();
    state = new Closed();
    context.close();
    reader.close();
  }

  /** Puts the waiting alert out, if the engine can; an engine that can't is no reason to hide why we end. */
  private void sendWaitingAlert() {
    if (waitingAlert != null) {
      boolean fatal = waitingAlert != AlertDescription.CLOSE_NOTIFY;
      try {
        context.sendAlert(fatal ? AlertLevel.FATAL : AlertLevel.WARNING, waitingAlert);
        waitingAlert = null;
      } catch (EngineException e) {
        busy = e.kind() == EngineException.Kind.BUSY;
        waitingAlert = busy ? waitingAlert : null;
      } catch (TlsAlert e) {
        waitingAlert = null;
      }
    }
    if (isOver() && waitingAlert == null) {
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
        : "while this client waits for " + state.awaited();
  }
}
