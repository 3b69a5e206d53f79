package dev.plumbline.diagnose.conversation;

import java.util.ArrayList;
import java.util.List;

/** What the handshake's signatures and hashes run over (RFC 5246 §7.4.8, §7.4.9). */
public final class Transcripts {
  private static final int HELLO_REQUEST = 0;
  private static final int CLIENT_HELLO = 1;
  private static final int HEADER = 4;

  private Transcripts() {}

  /**
   * All handshake messages of both sides, headers included, that were exchanged before this one, in their order;
   * HelloRequest left out. A renegotiation begins anew with its ClientHello.
   */
  public static List<byte[]> before(Conversation conversation, Event.Handshake message) {
    List<byte[]> transcript = new ArrayList<>();
    boolean finished = false;
    for (Event event : conversation.events()) {
      if (event == message) {
        break;
      }
      finished |= event instanceof Event.ChangeCipherSpec;
      if (event instanceof Event.Handshake before && before.type() != HELLO_REQUEST) {
        if (before.type() == CLIENT_HELLO && finished) {
          transcript.clear();
          finished = false;
        }
        transcript.add(bytes(before));
      }
    }
    return transcript;
  }

  /** The message with its header. */
  public static byte[] bytes(Event.Handshake message) {
    int length = message.announced();
    byte[] bytes = new byte[HEADER + message.body().length];
    bytes[0] = (byte) message.type();
    bytes[1] = (byte) (length >> 16);
    bytes[2] = (byte) (length >> 8);
    bytes[3] = (byte) length;
    System.arraycopy(message.body(), 0, bytes, HEADER, message.body().length);
    return bytes;
  }
}
