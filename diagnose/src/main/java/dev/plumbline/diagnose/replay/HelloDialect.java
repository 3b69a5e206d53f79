package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.ExtensionView;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.Dialect.RandomPrefix;
import dev.plumbline.tls.Dialect.SessionIdPolicy;
import dev.plumbline.tls.Dialect.Slot;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A captured ClientHello as a dialect: our client then offers what the device offered, and takes the same answers. */
final class HelloDialect {
  /** What our client words itself, because the answer means something to it. */
  private static final Set<ExtensionType> OURS =
      EnumSet.of(
          ExtensionType.SERVER_NAME, ExtensionType.EXTENDED_MASTER_SECRET, ExtensionType.RENEGOTIATION_INFO,
          ExtensionType.SIGNATURE_ALGORITHMS, ExtensionType.SUPPORTED_GROUPS, ExtensionType.EC_POINT_FORMATS,
          ExtensionType.MAX_FRAGMENT_LENGTH, ExtensionType.STATUS_REQUEST);

  private static final Bytes UNCOMPRESSED = Bytes.fromHex("00");

  private HelloDialect() {}

  static Dialect of(ClientHelloView hello) {
    return new Dialect(
        "captured",
        0x0303,
        RandomPrefix.RANDOM,
        hello.sessionId().length == 0 ? SessionIdPolicy.EMPTY : SessionIdPolicy.RANDOM_32,
        hello.suites(),
        hello.groups(),
        hello.schemes(),
        UNCOMPRESSED,
        hello.extensions().stream().map(HelloDialect::slot).toList());
  }

  static boolean offers(ClientHelloView hello, ExtensionType type) {
    return hello.extension(type.code()).isPresent();
  }

  static List<String> protocols(ClientHelloView hello) {
    return hello.protocols();
  }

  private static Slot slot(ExtensionView extension) {
    return ExtensionType.of(extension.type())
        .filter(OURS::contains)
        .<Slot>map(Slot.Known::new)
        .orElseGet(() -> new Slot.Raw(new Extension(extension.type(), Bytes.of(extension.data()))));
  }
}
