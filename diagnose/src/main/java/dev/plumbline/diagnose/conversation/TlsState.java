package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.EnumSet;
import java.util.Set;

/** What the readers of both sides of a TLS connection must know of each other to tell which records are encrypted. */
final class TlsState {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;
  static final int TLS13 = 0x0304;

  private static final int SERVER_HELLO = 2;
  /** No cipher in use adds less than this to an alert. */
  private static final int SHORTEST_SEALED = 16;

  private final Set<Side> enciphered = EnumSet.noneOf(Side.class);
  private final Set<Side> spokeInClear = EnumSet.noneOf(Side.class);
  private boolean tls13;
  private boolean retried;
  private boolean clientSealed;

  void message(Event.Handshake message) {
    spokeInClear.add(message.from());
    if (message.from() == Side.SERVER && message.type() == SERVER_HELLO) {
      ServerHelloView.read(message)
          .filter(hello -> hello.version() == TLS13)
          .ifPresent(
              hello -> {
                tls13 |= !hello.helloRetryRequest();
                retried |= hello.helloRetryRequest();
              });
    }
  }

  boolean tls13() {
    return tls13;
  }

  /** In TLS 1.3 it is sent for the sake of middleboxes and means nothing (RFC 8446 §D.4). */
  void changeCipherSpec(Side side) {
    if (!tls13 && !retried) {
      enciphered.add(side);
    }
  }

  /** Whether a record of that type and length from that side is encrypted. */
  boolean encrypted(Side side, int type, int length) {
    if (type == APPLICATION_DATA) {
      boolean early = spokeInClear.contains(side) && !spokeInClear.contains(Side.SERVER);
      if (!tls13 && !early) {
        // If this side's ChangeCipherSpec was not seen, it is not in the capture.
        enciphered.add(side);
      }
      return true;
    }
    if (type == ALERT && length >= SHORTEST_SEALED) {
      return true;
    }
    // No cipher yields an alert of two bytes or a ChangeCipherSpec of one: some stacks send them in clear at any time.
    boolean bare = type == ALERT && length == 2 || type == CHANGE_CIPHER_SPEC && length == 1;
    return enciphered.contains(side) && !bare;
  }

  /**
   * Whether a record of application data from that side, the next one, counts as such. In TLS 1.3 the handshake hides
   * behind that type (RFC 8446 §5.2): until the client has sent its first such record the server's are its flight.
   */
  boolean application(Side side) {
    if (!tls13) {
      return true;
    }
    if (side == Side.CLIENT) {
      clientSealed = true;
    }
    return clientSealed;
  }
}
