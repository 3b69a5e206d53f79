package dev.plumbline.tls.handshake;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.Defragmenter;
import dev.plumbline.tls.wire.RawMessage;

/**
 * The handshake protocol of one connection (RFC 5246 §7.4): brings handshake records and ChangeCipherSpec to the
 * state, and goes from state to state. Owns the state. After a busy engine every method can be called again and goes
 * on where it was.
 */
final class HandshakeProtocol implements AutoCloseable {
  private static final byte CHANGE_CIPHER_SPEC = 1;

  private final HandshakeContext context;
  private final Defragmenter messages;
  private final MessageDispatch dispatch;
  private ClientState state = new SendClientHello();

  HandshakeProtocol(HandshakeContext context, int maxMessage) {
    this.context = context;
    this.messages = new Defragmenter(maxMessage);
    this.dispatch = new MessageDispatch(context);
  }

  boolean isEstablished() {
    return state.isEstablished();
  }

  boolean isOver() {
    return state instanceof Closed;
  }

  /** For people: what is waited for. */
  String awaited() {
    return state.awaited();
  }

  /** Whether a part of a message is waiting for the rest, so that nothing else may come between. */
  boolean insideMessage() {
    return messages.insideMessage();
  }

  /** Goes on as far as possible without the server. */
  void advance() throws TlsAlert, EngineException {
    ClientState next = state.advance(context);
    while (next != state) {
      state = next;
      next = state.advance(context);
    }
  }

  /** Takes the content of a handshake record, whose messages {@link #deliver} then brings to the state. */
  void offer(byte[] array, int offset, int length) {
    messages.offer(array, offset, length);
  }

  /** Delivers all messages that are whole. */
  void deliver() throws TlsAlert, EngineException {
    for (RawMessage raw = messages.next(); raw != null; raw = messages.next()) {
      state = dispatch.deliver(raw, messages.records(), state);
      messages.handled();
      advance();
    }
  }

  /** RFC 5246 §7.1: first its place, then its form, then whether a message straddles the change. */
  void changeCipherSpec(byte[] array, int offset, int length) throws TlsAlert {
    if (!state.awaitsChangeCipherSpec()) {
      throw Fault.CHANGE_CIPHER_SPEC_UNEXPECTED.with(state.awaited());
    }
    if (length != 1 || array[offset] != CHANGE_CIPHER_SPEC) {
      throw Fault.CHANGE_CIPHER_SPEC_MALFORMED.with();
    }
    state = state.onChangeCipherSpec(messages.aligned(), context);
  }

  /** Ends the handshake, or what came of it, and closes its handles. */
  @Override
  public void close() {
    state.close();
    state = new Closed();
  }
}
