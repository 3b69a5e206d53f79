package dev.plumbline.diagnose.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An extension of a hello (RFC 5246 §7.4.1.4).
 *
 * @param data as much of it as there is
 * @param offset of its data within the body of the message
 */
public record ExtensionView(int type, byte[] data, int offset) {
  static final int SERVER_NAME = 0;
  static final int MAX_FRAGMENT_LENGTH = 1;
  static final int SUPPORTED_GROUPS = 10;
  static final int EC_POINT_FORMATS = 11;
  static final int SIGNATURE_ALGORITHMS = 13;
  static final int ALPN = 16;
  static final int ENCRYPT_THEN_MAC = 22;
  static final int SUPPORTED_VERSIONS = 43;

  /** The smallest length that can be asked for is 2^9, and each code doubles it (RFC 6066 §4). */
  private static final int FRAGMENT_SHIFT = 8;
  private static final int FRAGMENT_CODES = 4;

  /** The block of extensions at the cursor; empty if there is none. */
  static List<ExtensionView> read(Cursor in) {
    if (in.remaining() < 2) {
      return List.of();
    }
    Cursor block = in.sub(in.u16());
    List<ExtensionView> extensions = new ArrayList<>();
    while (block.remaining() >= 4) {
      int type = block.u16();
      int length = block.u16();
      int offset = block.position();
      extensions.add(new ExtensionView(type, block.take(length), offset));
    }
    return extensions;
  }

  static List<String> protocols(ExtensionView alpn) {
    Cursor in = new Cursor(alpn.data());
    Cursor list = in.sub(in.u16());
    List<String> protocols = new ArrayList<>();
    while (list.remaining() > 0) {
      protocols.add(new String(list.opaque8(), StandardCharsets.UTF_8));
    }
    return List.copyOf(protocols);
  }

  static int fragmentLength(ExtensionView extension) {
    int code = new Cursor(extension.data()).u8();
    return code >= 1 && code <= FRAGMENT_CODES ? 1 << FRAGMENT_SHIFT + code : 0;
  }
}
