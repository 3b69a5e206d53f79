package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Tells which records of TLS 1.3 carry the handshake, which hides behind the type of application data (RFC 8446 §5.2),
 * by order and length:
 *
 * <ul>
 *   <li>the server's, until the client has sent its first;
 *   <li>the client's, up to the first that is as long as a Finished, if one comes before the server speaks again; else
 *       its first alone;
 *   <li>a record as long as an alert is one where only the handshake could be, and where a side says nothing more and
 *       TCP ends: what MQTT says in two bytes (PINGREQ, DISCONNECT) is followed by something.
 * </ul>
 *
 * <p>What the server sends after the handshake (tickets) can't be told from application data. Java's JSSE pads each
 * record with 16 bytes, which its Finished gives away.
 */
final class HiddenFlights {
  private static final int AES_256_GCM_SHA384 = 0x1302;
  private static final int AES_128_CCM_8 = 0x1305;
  private static final int HEADER = 4;
  private static final int SERVER_HELLO = 2;
  private static final int ALERT = 2;
  /** What JSSE adds to each record (RFC 8446 §5.4). */
  private static final int PADDING = 16;

  private final Set<Item> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Item> closing = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean tls13;
  private int finished;
  private int alert;
  private final Set<Side> padding = EnumSet.noneOf(Side.class);
  private int ofClient;

  HiddenFlights(List<Item> items) {
    int begin = serverHello(items);
    if (tls13) {
      int client = serverFlight(items, begin);
      clientFlight(items, client);
      lastWords(items, Side.CLIENT);
      lastWords(items, Side.SERVER);
    }
  }

  private int serverHello(List<Item> items) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Told told
          && told.event() instanceof Event.Handshake message
          && message.from() == Side.SERVER
          && message.type() == SERVER_HELLO) {
        ServerHelloView.read(message)
            .filter(hello -> hello.version() == TlsState.TLS13 && !hello.helloRetryRequest())
            .ifPresent(this::lengths);
        if (tls13) {
          return i;
        }
      }
    }
    return items.size();
  }

  private void lengths(ServerHelloView hello) {
    tls13 = true;
    int overhead = 1 + (hello.suite() == AES_128_CCM_8 ? 8 : 16);
    finished = HEADER + (hello.suite() == AES_256_GCM_SHA384 ? 48 : 32) + overhead;
    alert = ALERT + overhead;
  }

  /** Hides the server's flight and answers where the client's begins. */
  private int serverFlight(List<Item> items, int begin) {
    int last = 0;
    for (int i = begin; i < items.size(); i++) {
      if (application(items.get(i), Side.CLIENT)) {
        notePadding(Side.SERVER, last);
        return i;
      }
      if (application(items.get(i), Side.SERVER)) {
        hidden.add(items.get(i));
        last = length(items.get(i));
      }
    }
    return items.size();
  }

  /** @param last the length of the last record of a side's handshake, its Finished */
  private void notePadding(Side side, int last) {
    if (last == finished + PADDING) {
      padding.add(side);
    }
  }

  private boolean isAlert(Item item) {
    Side side = ((Item.Sealed) item).record().from();
    return length(item) == alert + (padding.contains(side) ? PADDING : 0);
  }

  private void clientFlight(List<Item> items, int begin) {
    int last = begin;
    for (int i = begin; i < items.size() && !application(items.get(i), Side.SERVER); i++) {
      boolean client = application(items.get(i), Side.CLIENT);
      if (client && (length(items.get(i)) == finished || length(items.get(i)) == finished + PADDING)) {
        last = i;
        notePadding(Side.CLIENT, length(items.get(i)));
        break;
      }
    }
    for (int i = begin; i < items.size() && i <= last; i++) {
      if (application(items.get(i), Side.CLIENT)) {
        hidden.add(items.get(i));
        ofClient++;
      }
    }
  }

  /** A side's last record, if it is as long as an alert and the connection ends after it. */
  private void lastWords(List<Item> items, Side side) {
    boolean over = false;
    for (int i = items.size() - 1; i >= 0; i--) {
      Item item = items.get(i);
      if (item instanceof Item.Told told && ends(told.event())) {
        over = true;
      } else if (application(item, side)) {
        if (over && isAlert(item) && !(side == Side.SERVER && answersTwoBytes(items, i))) {
          closing.add(item);
          ofClient += side == Side.CLIENT && !hidden.contains(item) ? 1 : 0;
        }
        return;
      }
    }
  }

  private static boolean ends(Event event) {
    return event instanceof Event.Tcp tcp && (tcp.signal() == TcpSignal.FIN || tcp.signal() == TcpSignal.RST);
  }

  /** Whether the client said two bytes just before: then it may be PINGRESP. */
  private boolean answersTwoBytes(List<Item> items, int at) {
    for (int i = at - 1; i >= 0; i--) {
      if (application(items.get(i), Side.CLIENT) || application(items.get(i), Side.SERVER)) {
        return application(items.get(i), Side.CLIENT) && isAlert(items.get(i));
      }
    }
    return false;
  }

  private static boolean application(Item item, Side side) {
    return item instanceof Item.Sealed sealed
        && sealed.record().from() == side
        && sealed.record().contentType() == TlsState.APPLICATION_DATA;
  }

  private static int length(Item item) {
    return ((Item.Sealed) item).record().length();
  }

  boolean tls13() {
    return tls13;
  }

  boolean handshake(Item.Sealed item) {
    return hidden.contains(item) && !isAlert(item);
  }

  boolean alert(Item.Sealed item) {
    return closing.contains(item) || hidden.contains(item) && isAlert(item);
  }

  /** How many records of the client look like application data and are not. */
  int ofClient() {
    return ofClient;
  }
}
