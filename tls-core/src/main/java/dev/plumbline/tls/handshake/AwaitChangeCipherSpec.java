package dev.plumbline.tls.handshake;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.KeyChangePermit;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import java.util.Optional;
import java.util.Set;

/** Only the server's ChangeCipherSpec and Finished are missing. Owns the keys. */
final class AwaitChangeCipherSpec extends ClientState {
  private final Negotiated negotiated;
  private final ConnectionKeys keys;
  private final Optional<NewSessionTicket> ticket;

  AwaitChangeCipherSpec(Negotiated negotiated, ConnectionKeys keys, Optional<NewSessionTicket> ticket) {
    this.negotiated = negotiated;
    this.keys = keys;
    this.ticket = ticket;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "ChangeCipherSpec";
  }

  @Override
  boolean awaitsChangeCipherSpec() {
    return true;
  }

  @Override
  ClientState onChangeCipherSpec(KeyChangePermit permit, HandshakeContext context) {
    context.changeReadKeys(permit, keys.takeServerWrite());
    return new AwaitFinished(negotiated, keys, ticket);
  }

  @Override
  TlsAlert outOfOrder(HandshakeType type) {
    boolean notAgreed = type == HandshakeType.NEW_SESSION_TICKET && !negotiated.ticketExpected();
    return notAgreed ? Fault.TICKET_NOT_AGREED.with() : super.outOfOrder(type);
  }

  @Override
  public void close() {
    keys.close();
  }
}
