package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Event;
import java.util.BitSet;

/**
 * Which bytes of handshake messages nobody else should have: session tickets, because whoever has one and the server's
 * ear can link a device's connections, and old servers put the master secret under a key that never changes (RFC 5077
 * §5.5); and TLS 1.3's tickets and binders for the same reason (RFC 8446 §4.2.11).
 *
 * <p>Where a message's form can't be made out, everything from there on counts as secret.
 */
final class Secrets {
  private static final int CLIENT_HELLO = 1;
  private static final int NEW_SESSION_TICKET = 4;
  private static final int LIFETIME = 4;
  private static final int SESSION_TICKET = 35;
  private static final int PRE_SHARED_KEY = 41;
  private static final int VERSION_AND_RANDOM = 34;

  private final byte[] body;
  private final BitSet secret = new BitSet();
  private int at;

  private Secrets(byte[] body) {
    this.body = body;
  }

  /** The secret bytes of a message's body. */
  static BitSet of(Event.Handshake message) {
    Secrets secrets = new Secrets(message.body());
    if (message.type() == NEW_SESSION_TICKET) {
      secrets.hide(LIFETIME, message.body().length);
    } else if (message.type() == CLIENT_HELLO && !secrets.clientHello()) {
      secrets.hide(secrets.at, message.body().length);
    }
    return secrets.secret;
  }

  /** Whether it was understood to its end. */
  private boolean clientHello() {
    if (body.length < VERSION_AND_RANDOM) {
      return true;
    }
    at = VERSION_AND_RANDOM;
    if (!skip(1) || !skip(2) || !skip(1)) {
      return false;
    }
    if (at == body.length) {
      return true;
    }
    int end = at + 2 + number(2);
    at += 2;
    while (at < end && at + 4 <= body.length) {
      int type = number(2);
      int from = at + 4;
      at += 2;
      if (!skip(2)) {
        return false;
      }
      if (secretExtension(type)) {
        hide(from, at);
      }
    }
    return at == end && end == body.length;
  }

  /** A vector behind its length of so many octets (RFC 5246 §4.3). */
  private boolean skip(int octets) {
    int next = at + octets + number(octets);
    if (at + octets > body.length || next > body.length) {
      return false;
    }
    at = next;
    return true;
  }

  private static boolean secretExtension(int type) {
    return type == SESSION_TICKET || type == PRE_SHARED_KEY;
  }

  private int number(int octets) {
    int number = 0;
    for (int i = at; i < Math.min(at + octets, body.length); i++) {
      number = number << 8 | body[i] & 0xFF;
    }
    return number;
  }

  private void hide(int from, int to) {
    if (from < to) {
      secret.set(from, to);
    }
  }
}
