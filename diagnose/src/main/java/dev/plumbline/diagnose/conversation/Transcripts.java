package dev.plumbline.diagnose.conversation;

/** What the handshake's signatures and hashes run over (RFC 5246 §7.4.8, §7.4.9). */
public final class Transcripts {
  private Transcripts() {}

  /**
   * All handshake messages of both sides, headers included, that were exchanged before this one, in their order;
   * HelloRequest left out.
   */
  public static byte[] before(Conversation conversation, Event.Handshake message) {
    throw new UnsupportedOperationException();
  }
}
