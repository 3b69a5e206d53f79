package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What both hellos share: the extensions block, which is absent rather than empty in older stacks (RFC 5246
 * §7.4.1.4). An empty one may be sent and is read as an absent one: the only two encodings of a message that say the
 * same.
 */
final class Hellos {
  private Hellos() {}

  static void check(Bytes random, Bytes sessionId) {
    if (random.length() != ClientHello.RANDOM_LENGTH || sessionId.length() > ClientHello.MAX_SESSION_ID) {
      throw new IllegalArgumentException("random of " + random.length() + ", session id of " + sessionId.length());
    }
  }

  static List<Extension> readExtensions(WireReader in) throws TlsAlert {
    if (!in.hasMore()) {
      return List.of();
    }
    WireReader block = in.vector16(0, 0xFFFF, "extensions");
    in.end();
    List<Extension> extensions = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    while (block.hasMore()) {
      int type = block.u16("extension_type");
      if (!seen.add(type)) {
        throw Fault.EXTENSION_TWICE.with(ExtensionType.nameOf(type));
      }
      extensions.add(new Extension(type, block.opaque16(0, 0xFFFF, "extension_data")));
    }
    return extensions;
  }

  static void writeExtensions(List<Extension> extensions, WireWriter out) {
    if (extensions.isEmpty()) {
      return;
    }
    int mark = out.open16();
    for (Extension extension : extensions) {
      out.u16(extension.type()).opaque16(extension.data());
    }
    out.close16(mark);
  }
}
