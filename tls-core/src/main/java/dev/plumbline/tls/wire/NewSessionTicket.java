package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/**
 * NewSessionTicket (RFC 5077 §3.3): {@code ticket_lifetime_hint}, in seconds, and {@code ticket<0..2^16-1>}; an empty
 * ticket means that the server changed its mind.
 */
public record NewSessionTicket(long lifetimeHint, Bytes ticket) implements HandshakeMessage {
  public static NewSessionTicket read(WireReader in) throws TlsAlert {
    long hint = in.u32("ticket_lifetime_hint");
    Bytes ticket = in.opaque16(0, 0xFFFF, "ticket");
    in.end();
    return new NewSessionTicket(hint, ticket);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.NEW_SESSION_TICKET;
  }

  @Override
  public void write(WireWriter out) {
    out.u32(lifetimeHint).opaque16(ticket);
  }
}
