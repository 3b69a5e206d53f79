package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.ExtensionView;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.tls.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a stack by its ClientHello: by what it lists and in which order, never by what differs from one connection
 * to the next.
 */
final class Stacks {
  private static final int SERVER_NAME = 0;
  private static final int GROUPS = 10;
  private static final int POINT_FORMATS = 11;
  private static final int SCHEMES = 13;
  private static final int ALPN = 16;
  private static final int STATUS_REQUEST_V2 = 17;
  private static final int ENCRYPT_THEN_MAC = 22;
  private static final int EXTENDED_MASTER_SECRET = 23;
  private static final int RENEGOTIATION_INFO = 0xff01;
  private static final int MD5_WITH_RSA = 0x0101;

  private final List<DeviceProfile> profiles = Profiles.list();

  /**
   * Whose hello this is.
   *
   * @param named the profile that the user named: where several have the same hello, it is that one
   */
  Stack recognise(ClientHelloView hello, Optional<DeviceProfile> named) {
    List<DeviceProfile> same = profiles.stream().filter(one -> same(one.hello().dialect(), hello)).toList();
    Optional<DeviceProfile> one = named.filter(profile -> same(profile.hello().dialect(), hello));
    if (one.isEmpty() && same.size() > 1) {
      String titles = String.join("; or ", same.stream().map(DeviceProfile::title).toList());
      return new Stack(Family.of(same.get(0).name()), titles, same.get(same.size() - 1).name());
    }
    return one.or(() -> same.stream().findFirst())
        .map(profile -> new Stack(Family.of(profile.name()), profile.title(), profile.name()))
        .orElseGet(() -> byHabits(hello));
  }

  private static boolean same(Dialect dialect, ClientHelloView hello) {
    Set<Integer> suites = new HashSet<>(dialect.cipherSuites());
    return suites.size() > 1
        && dialect.cipherSuites().equals(hello.suites())
        && (hello.groups().isEmpty() || dialect.groups().equals(hello.groups()))
        && (hello.schemes().isEmpty() || dialect.schemes().equals(hello.schemes()));
  }

  /** By what a stack always does, whatever was compiled into it; the sources are in docs/diagnose.md. */
  private static Stack byHabits(ClientHelloView hello) {
    List<Integer> order =
        hello.extensions().stream().map(ExtensionView::type).filter(type -> !Names.grease(type)).toList();
    if (isNetx(hello, order)) {
      return new Stack(Family.NETX, "NetX Secure", "");
    }
    if (isBearSsl(hello, order)) {
      return new Stack(Family.BEARSSL, "BearSSL", "");
    }
    if (hello.suites().contains(0x00ff)
        && inOrder(order, SERVER_NAME, POINT_FORMATS, GROUPS)
        && order.contains(ENCRYPT_THEN_MAC)) {
      return new Stack(Family.OPENSSL, "OpenSSL", "");
    }
    if (isMbedTls(hello, order)) {
      return new Stack(Family.MBEDTLS, "mbed TLS", "");
    }
    if (order.contains(STATUS_REQUEST_V2)) {
      return new Stack(Family.JSSE, "Java's JSSE", "");
    }
    return Stack.UNKNOWN;
  }

  private static boolean isNetx(ClientHelloView hello, List<Integer> order) {
    boolean nameLast = !order.contains(SERVER_NAME) || order.get(order.size() - 1) == SERVER_NAME;
    return nameLast
        && hello.sessionId().length == 0
        && !order.contains(EXTENDED_MASTER_SECRET)
        && hello.schemes().contains(MD5_WITH_RSA)
        && inOrder(order, RENEGOTIATION_INFO, SCHEMES);
  }

  private static boolean isBearSsl(ClientHelloView hello, List<Integer> order) {
    return clock(hello) == 0
        && !order.isEmpty()
        && order.get(0) == RENEGOTIATION_INFO
        && inOrder(order, SCHEMES, GROUPS, POINT_FORMATS);
  }

  private static boolean isMbedTls(ClientHelloView hello, List<Integer> order) {
    return hello.suites().contains(0x00ff)
        && inOrder(order, SCHEMES, GROUPS, POINT_FORMATS)
        && (order.contains(ENCRYPT_THEN_MAC) || order.contains(EXTENDED_MASTER_SECRET) || !order.contains(ALPN));
  }

  /** Whether those types that are there are there in this order; at least two must be. */
  private static boolean inOrder(List<Integer> order, int... types) {
    int last = -1;
    int found = 0;
    for (int type : types) {
      int at = order.indexOf(type);
      if (at >= 0) {
        if (at < last) {
          return false;
        }
        last = at;
        found++;
      }
    }
    return found >= 2;
  }

  /** The first four bytes of the random as seconds since 1970. */
  static long clock(ClientHelloView hello) {
    byte[] random = hello.random();
    return (random[0] & 0xffL) << 24 | (random[1] & 0xffL) << 16 | (random[2] & 0xffL) << 8 | random[3] & 0xffL;
  }
}
