package dev.plumbline.tls.handshake;

import java.util.ArrayList;
import java.util.List;

/**
 * The orders of a server's messages that are allowed, as lists: RFC 5246 §7.3 (figures 1 and 2), with
 * NewSessionTicket of RFC 5077 §3.1, CertificateStatus of RFC 6066 §8, and ServerKeyExchange as RFC 8422 §2 and RFC
 * 5246 §7.4.3 have it. Written from the texts, not from the states.
 */
final class LegalFlows {
  /** What a server can send. */
  enum Sent {
    HELLO_REQUEST,
    CLIENT_HELLO,
    SERVER_HELLO,
    NEW_SESSION_TICKET,
    CERTIFICATE,
    SERVER_KEY_EXCHANGE,
    CERTIFICATE_REQUEST,
    SERVER_HELLO_DONE,
    CERTIFICATE_VERIFY,
    CLIENT_KEY_EXCHANGE,
    FINISHED,
    CERTIFICATE_STATUS,
    CHANGE_CIPHER_SPEC,
    APPLICATION_DATA
  }

  /**
   * What the hellos agree on, as far as the order depends on it.
   *
   * @param ephemeral ECDHE rather than RSA key transport
   * @param status status_request
   * @param ticket session_ticket
   * @param resumed an abbreviated handshake
   */
  record Agreement(boolean ephemeral, boolean status, boolean ticket, boolean resumed) {}

  private LegalFlows() {}

  static List<Agreement> agreements() {
    List<Agreement> all = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      all.add(new Agreement((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
    }
    return all;
  }

  /**
   * Every complete order; HelloRequest may come anywhere and changes nothing (RFC 5246 §7.4.1.1), so that it is in
   * none.
   */
  static List<List<Sent>> of(Agreement agreed) {
    List<List<Sent>> flows = new ArrayList<>();
    if (agreed.resumed()) {
      flows.add(finish(agreed, List.of(Sent.SERVER_HELLO)));
      return flows;
    }
    for (boolean staples : agreed.status() ? new boolean[] {true, false} : new boolean[] {false}) {
      for (boolean asks : new boolean[] {true, false}) {
        List<Sent> flow = new ArrayList<>(List.of(Sent.SERVER_HELLO, Sent.CERTIFICATE));
        if (staples) {
          flow.add(Sent.CERTIFICATE_STATUS);
        }
        if (agreed.ephemeral()) {
          flow.add(Sent.SERVER_KEY_EXCHANGE);
        }
        if (asks) {
          flow.add(Sent.CERTIFICATE_REQUEST);
        }
        flow.add(Sent.SERVER_HELLO_DONE);
        flows.add(finish(agreed, flow));
      }
    }
    return flows;
  }

  private static List<Sent> finish(Agreement agreed, List<Sent> begin) {
    List<Sent> flow = new ArrayList<>(begin);
    if (agreed.ticket()) {
      flow.add(Sent.NEW_SESSION_TICKET);
    }
    flow.addAll(List.of(Sent.CHANGE_CIPHER_SPEC, Sent.FINISHED));
    return flow;
  }

  /** Whether a server may have sent this so far: the beginning of a legal flow, or one followed by application data. */
  static boolean allows(Agreement agreed, List<Sent> sent) {
    List<Sent> counted = sent.stream().filter(message -> message != Sent.HELLO_REQUEST).toList();
    for (List<Sent> flow : of(agreed)) {
      int common = Math.min(flow.size(), counted.size());
      List<Sent> rest = counted.subList(common, counted.size());
      if (flow.subList(0, common).equals(counted.subList(0, common))
          && rest.stream().allMatch(message -> message == Sent.APPLICATION_DATA)) {
        return true;
      }
    }
    return false;
  }
}
