package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.names.Names;
import java.util.Set;

/** Whether a ClientHello asks for what servers commonly have. */
final class CommonOffer {
  private static final int TLS_1_3 = 0x0304;
  private static final Set<Integer> SUITES_OF_1_2 = Set.of(0xC02B, 0xC02C, 0xC02F, 0xC030);
  private static final Set<Integer> SUITES_OF_1_3 = Set.of(0x1301, 0x1302);
  /** secp256r1, secp384r1, x25519. */
  private static final Set<Integer> GROUPS = Set.of(23, 24, 29);

  private CommonOffer() {}

  /**
   * Both kinds of key, both sizes of AES, and GCM, or TLS 1.3 alone with what all servers have of it: what a server
   * refuses of such a hello is hardly its suites.
   */
  static boolean everySuite(ClientHelloView hello) {
    return hello.suites().containsAll(only13(hello) ? SUITES_OF_1_3 : SUITES_OF_1_2);
  }

  /** ECDHE with GCM for both kinds of key: what nearly every server of TLS 1.2 takes. */
  static boolean bothKeys(ClientHelloView hello) {
    return hello.suites().contains(0xC02B) && hello.suites().contains(0xC02F);
  }

  static boolean only13(ClientHelloView hello) {
    return hello.versions().stream().allMatch(version -> version >= TLS_1_3 || Names.grease(version));
  }

  static boolean lacksGroup(ClientHelloView hello) {
    return !hello.groups().isEmpty() && !hello.groups().containsAll(GROUPS);
  }
}
