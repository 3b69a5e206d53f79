package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.flow.Side;

/**
 * What the client's last flight of TLS 1.3 holds, by its length: Finished alone, if the server asked for no
 * certificate; an empty Certificate before it, or a whole one with CertificateVerify (RFC 8446 §4.4.2: a client that is
 * asked answers, if need be with an empty list, which takes eight bytes).
 */
enum HiddenClientFlight {
  /** It is no TLS 1.3, the client did not finish, or the lengths fit nothing. */
  UNKNOWN,
  NOT_ASKED,
  EMPTY_CERTIFICATE,
  CERTIFICATE;

  private static final int TLS_1_3 = 0x0304;
  private static final int AES_256_GCM_SHA384 = 0x1302;
  private static final int AES_128_CCM_8 = 0x1305;
  private static final int EMPTY = 8;
  private static final int HEADER = 4;

  static HiddenClientFlight of(Facts facts) {
    if (facts.answer().filter(one -> one.version() >= TLS_1_3).isEmpty()) {
      return UNKNOWN;
    }
    ServerHelloView answer = facts.answer().get();
    int overhead = 1 + (answer.suite() == AES_128_CCM_8 ? 8 : 16);
    int finished = HEADER + (answer.suite() == AES_256_GCM_SHA384 ? 48 : 32);
    int padding = HiddenPadding.of(facts, Side.CLIENT);
    int[] lengths = facts.conversation().all(Event.HiddenHandshake.class, Side.CLIENT)
        .mapToInt(flight -> flight.length() - overhead - padding).toArray();
    int all = 0;
    for (int length : lengths) {
      all += length;
    }
    // Who pads in another way than is known (RFC 8446 §5.4) tells nothing.
    boolean whole = lengths.length > 0 && (lengths[lengths.length - 1] == finished || lengths.length == 1);
    if (!whole || all < finished) {
      return UNKNOWN;
    }
    return all == finished ? NOT_ASKED : all == finished + EMPTY ? EMPTY_CERTIFICATE
        : all > 3 * finished ? CERTIFICATE : UNKNOWN;
  }
}
