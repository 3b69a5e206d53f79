package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.conversation.Conversation;

/**
 * What must be known of a connection to read its messages: from ServerKeyExchange on, their form depends on it.
 *
 * @param version what was agreed; {@link #UNKNOWN} if that was not seen
 * @param suite the suite that was agreed; {@link #UNKNOWN} if that was not seen
 */
public record DissectContext(int version, int suite) {
  public static final int UNKNOWN = -1;

  /** Nothing is known: the most usual form is tried. */
  public static final DissectContext NONE = new DissectContext(UNKNOWN, UNKNOWN);

  /** What the connection's ServerHello says. */
  public static DissectContext of(Conversation conversation) {
    return conversation.serverHello().map(hello -> new DissectContext(hello.version(), hello.suite())).orElse(NONE);
  }

  /** Whether signatures name their algorithm, as they do from TLS 1.2 on (RFC 5246 §4.7). */
  boolean namesSignatureAlgorithms() {
    return version == UNKNOWN || version >= 0x0303 && version < 0xfe00;
  }
}
