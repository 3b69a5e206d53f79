package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.proof.VerifierLimits;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a device with NetX Secure can verify, by its own ClientHello: supported_groups is the list that
 * nx_secure_tls_ecc_initialize gave to TLS and to X.509 alike, and signature_algorithms is its table of X.509 methods
 * (netxduo v6.4.2, nx_secure_tls_send_clienthello_extensions, nx_secure_x509_find_certificate_methods). So this holds
 * for tables that no profile has.
 */
final class NetxTables {
  private static final int RSA = 1;
  private static final int ECDSA = 3;
  private static final Map<Integer, String> HASHES =
      Map.of(1, "MD5", 2, "SHA-1", 3, "SHA-224", 4, "SHA-256", 5, "SHA-384", 6, "SHA-512");

  private NetxTables() {}

  /** Empty for other stacks, and where the hello has no curves because their set-up did not run. */
  static Optional<VerifierLimits> of(Facts facts) {
    return hello(facts).map(hello -> limits(hello, facts));
  }

  private static Optional<ClientHelloView> hello(Facts facts) {
    return facts.hello().filter(hello -> facts.stack().family() == Family.NETX
        && !hello.groups().isEmpty() && !hello.schemes().isEmpty());
  }

  private static VerifierLimits limits(ClientHelloView hello, Facts facts) {
    Optional<EngineProfile> engine = facts.device().engineProfile();
    return new VerifierLimits(
        "the tables of this device",
        hello.groups().stream().map(NetxTables::curve).collect(Collectors.toSet()),
        hashes(hello, ECDSA),
        hashes(hello, RSA),
        engine.map(EngineProfile::minRsaBits).orElse(0),
        engine.map(EngineProfile::maxRsaBits).orElse(Integer.MAX_VALUE),
        Peers.profile(facts).map(NetxTables::rsaSizes).orElse(Set.of()));
  }

  private static String curve(int group) {
    String name = Names.group(group);
    return name.substring(0, (name + " ").indexOf(' '));
  }

  private static Set<String> hashes(ClientHelloView hello, int signature) {
    return hello.schemes().stream()
        .filter(scheme -> (scheme & 0xff) == signature && HASHES.containsKey(scheme >> 8))
        .map(scheme -> HASHES.get(scheme >> 8))
        .collect(Collectors.toSet());
  }

  /** The SCE7's glue has two sizes in hardware and one in software, and refuses those between. */
  private static Set<Integer> rsaSizes(DeviceProfile device) {
    if (device.engine().spec().engine() != EngineSpec.Kind.SCE7) {
      return Set.of();
    }
    Set<Integer> sizes = new TreeSet<>(Sce7Rules.SSP_2_X.rsaHardwareBits());
    sizes.addAll(Sce7Rules.SSP_2_X.rsaSoftwareBits());
    return sizes;
  }

  /** Where the wire says so. */
  static List<EvidenceItem> evidence(Facts facts) {
    return hello(facts).map(hello -> new EvidenceItem(hello.place(),
            "NetX Secure lists in ClientHello the curves that it can verify with ("
                + String.join(", ", hello.groups().stream().map(NetxTables::curve).toList())
                + ") and the signatures"))
        .map(List::of).orElse(List.of());
  }
}
