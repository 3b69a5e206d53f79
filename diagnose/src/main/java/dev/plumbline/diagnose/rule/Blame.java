package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.CommonNamePath;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether what is wrong with the server's flight is why the client left: a defect that can be computed is there in any
 * case, but the alert says which one the client stumbled over first.
 *
 * <p>The alerts of NetX Secure are those of its own map, mbed TLS's those of its certificate flags, OpenSSL's those
 * that it makes of its verification errors, and of what programs decide for themselves (40, 46, 80); what other stacks
 * send for a defect varies (RFC 5246 §7.2.2 leaves it to them), so theirs is the union of what is known.
 */
final class Blame {
  private static final int CERTIFICATE = 11;

  /** What NetX Secure may say of each depends on where its search for a path stops. */
  private static final Set<FindingId> ABOUT_PATHS = EnumSet.of(
      FindingId.TRUST_ANCHOR_MISSING, FindingId.CHAIN_INCOMPLETE, FindingId.PATH_BUILDING_LIMIT);

  private static final Map<FindingId, Set<Integer>> ANY = new EnumMap<>(FindingId.class);
  private static final Map<FindingId, Set<Integer>> NETX = new EnumMap<>(FindingId.class);
  private static final Map<FindingId, Set<Integer>> MBEDTLS = new EnumMap<>(FindingId.class);
  private static final Map<FindingId, Set<Integer>> OPENSSL = new EnumMap<>(FindingId.class);

  static {
    ANY.put(FindingId.TRUST_ANCHOR_MISSING, Set.of(48, 46, 42, 40, 80, 49));
    ANY.put(FindingId.CHAIN_INCOMPLETE, Set.of(48, 46, 42, 40, 80, 49));
    ANY.put(FindingId.INTERMEDIATE_PINNED, Set.of(48, 46, 42, 40, 80));
    ANY.put(FindingId.PATH_BUILDING_LIMIT, Set.of(48, 46, 45, 42, 40, 80));
    ANY.put(FindingId.CHAIN_OUT_OF_ORDER, Set.of(48, 46, 42, 40, 80, 50));
    ANY.put(FindingId.CERTIFICATE_EXPIRED, Set.of(45, 46, 42, 48, 40, 80));
    ANY.put(FindingId.DEVICE_CLOCK_WRONG, Set.of(45, 46, 42, 48, 40, 80));
    ANY.put(FindingId.HOSTNAME_MISMATCH, Set.of(42, 46, 80, 40, 43, 112, 49));
    ANY.put(FindingId.CERTIFICATE_USAGE, Set.of(43, 42, 46, 48, 40, 47, 80, 49));
    ANY.put(FindingId.WEAK_KEY_OR_SIGNATURE, Set.of(42, 43, 46, 48, 40, 71, 51, 47, 80));
    ANY.put(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, Set.of(80, 43, 42, 48, 46, 40, 47, 51));
    ANY.put(FindingId.UNSUPPORTED_SIGNATURE_HASH, Set.of(40, 47, 51, 43, 42, 80, 10));
    ANY.put(FindingId.DEVICE_CRYPTO_FAILURE, Set.of(80, 42, 51, 40, 20, 46));

    NETX.put(FindingId.TRUST_ANCHOR_MISSING, Set.of(48));
    NETX.put(FindingId.CHAIN_INCOMPLETE, Set.of(48));
    NETX.put(FindingId.INTERMEDIATE_PINNED, Set.of(48));
    NETX.put(FindingId.PATH_BUILDING_LIMIT, Set.of());
    // It looks for the server's own certificate and for each issuer by name, whatever the order.
    NETX.put(FindingId.CHAIN_OUT_OF_ORDER, Set.of());
    NETX.put(FindingId.WEAK_KEY_OR_SIGNATURE, Set.of());
    NETX.put(FindingId.CERTIFICATE_EXPIRED, Set.of(45));
    NETX.put(FindingId.DEVICE_CLOCK_WRONG, Set.of(45));
    NETX.put(FindingId.HOSTNAME_MISMATCH, Set.of(80, 42));
    NETX.put(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, Set.of(80, 43, 46, 42));
    NETX.put(FindingId.DEVICE_CRYPTO_FAILURE, Set.of(80, 42, 51));

    MBEDTLS.put(FindingId.TRUST_ANCHOR_MISSING, Set.of(48));
    MBEDTLS.put(FindingId.CHAIN_INCOMPLETE, Set.of(48));
    MBEDTLS.put(FindingId.HOSTNAME_MISMATCH, Set.of(42, 48, 80, 40));
    MBEDTLS.put(FindingId.CERTIFICATE_EXPIRED, Set.of(45, 46));
    MBEDTLS.put(FindingId.DEVICE_CLOCK_WRONG, Set.of(45, 46));
    MBEDTLS.put(FindingId.CERTIFICATE_USAGE, Set.of(43, 48, 46));
    MBEDTLS.put(FindingId.WEAK_KEY_OR_SIGNATURE, Set.of(43, 46, 48));

    OPENSSL.put(FindingId.TRUST_ANCHOR_MISSING, Set.of(48, 40, 46, 80));
    OPENSSL.put(FindingId.CHAIN_INCOMPLETE, Set.of(48, 40, 46, 80));
  }

  private Blame() {}

  /** What part a defect of the server's flight has in how the client left. */
  static Role role(FindingId defect, Facts facts) {
    if (!leftOverServerFlight(facts)) {
      return Role.NOTE;
    }
    return explains(defect, facts) && !FragmentationRule.hidesCertificates(facts) ? Role.CAUSE : Role.CONTRIBUTING;
  }

  /**
   * Whether the client left after the server's certificates and before it went on, or right after a handshake in which
   * it never spoke: some check certificates only then.
   */
  static boolean leftOverServerFlight(Facts facts) {
    Errand errand = facts.evidence().errand();
    if (!facts.ending().by(Side.CLIENT) || !sawCertificate(facts) || errand == Errand.AS_FAR_AS_POSSIBLE) {
      return false;
    }
    boolean wentOn = facts.course().reached(Stage.CLIENT_KEY_EXCHANGE);
    return !wentOn || facts.course().completed() && errand == Errand.SESSION
        && facts.course().applicationRecords(Side.CLIENT) == 0;
  }

  /** The certificate was there before the client left; what is on its way meanwhile is not what it left over. */
  private static boolean sawCertificate(Facts facts) {
    Optional<Instant> end = facts.ending().time();
    return facts.conversation().handshake(Side.SERVER, CERTIFICATE)
        .filter(message -> end.filter(time -> message.time().isAfter(time)).isEmpty())
        .isPresent();
  }

  private static boolean explains(FindingId defect, Facts facts) {
    boolean netx = facts.stack().family() == Family.NETX;
    if (facts.ending().kind() != Ending.Kind.ALERT) {
      return !netx; // NetX Secure refuses nothing without an alert: receive_records sends one for every status
    }
    return alerts(defect, facts.stack().family()).contains(facts.ending().alert())
        || netx && ABOUT_PATHS.contains(defect) && explainsByName(defect, facts);
  }

  /** Whether NetX Secure's search for a path stops with that alert, and over what this defect is about. */
  private static boolean explainsByName(FindingId defect, Facts facts) {
    return facts.chain().flatMap(CommonNamePath::of)
        .filter(path -> path.outcome().alert() == facts.ending().alert())
        .filter(path -> defect == FindingId.PATH_BUILDING_LIMIT || !path.mistakenForSelfSigned())
        .isPresent();
  }

  /** Whether the client's stack ends a connection that way when an operation of its engine fails. */
  static boolean mayBeEngine(Facts facts) {
    return facts.stack().family() != Family.NETX
        || NETX.get(FindingId.DEVICE_CRYPTO_FAILURE).contains(facts.ending().alert());
  }

  private static Set<Integer> alerts(FindingId defect, Family family) {
    Map<FindingId, Set<Integer>> own = switch (family) {
      case NETX -> NETX;
      case MBEDTLS -> MBEDTLS;
      case OPENSSL -> OPENSSL;
      default -> ANY;
    };
    return own.getOrDefault(defect, ANY.getOrDefault(defect, Set.of()));
  }
}
