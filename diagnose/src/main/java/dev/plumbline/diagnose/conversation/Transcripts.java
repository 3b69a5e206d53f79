package dev.plumbline.diagnose.conversation;

import java.io.ByteArrayOutputStream;

/** What the handshake's signatures and hashes run over (RFC 5246 §7.4.8, §7.4.9). */
public final class Transcripts {
  private static final int HELLO_REQUEST = 0;
  private static final int CLIENT_HELLO = 1;

  private Transcripts() {}

  /**
   * All handshake messages of both sides, headers included, that were exchanged before this one, in their order;
   * HelloRequest left out. A renegotiation begins anew with its ClientHello.
   */
  public static byte[] before(Conversation conversation, Event.Handshake message) {
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    boolean finished = false;
    for (Event event : conversation.events()) {
      if (event == message) {
        break;
      }
      finished |= event instanceof Event.ChangeCipherSpec;
      if (event instanceof Event.Handshake before && before.type() != HELLO_REQUEST) {
        if (before.type() == CLIENT_HELLO && finished) {
          transcript.reset();
          finished = false;
        }
        transcript.writeBytes(header(before));
        transcript.writeBytes(before.body());
      }
    }
    return transcript.toByteArray();
  }

  private static byte[] header(Event.Handshake message) {
    int length = message.announced();
    return new byte[] {(byte) message.type(), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
  }
}
