package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether the server's certificate is for the name that was asked for (RFC 9525 §6).
 *
 * @param asked the name; empty if it is not known
 * @param address whether it is an IP address (C28)
 * @param coverage whether the certificate covers it
 * @param names what the certificate covers, in subjectAltName
 * @param commonNames what the subject calls itself, which older stacks take for a name
 * @param sentence the answer
 */
public record NameFacts(
    String asked, boolean address, Coverage coverage, List<String> names, List<String> commonNames, String sentence) {
  private static final int SHOWN = 8;

  /** Whether a name is covered. */
  public enum Coverage {
    COVERED,
    NOT_COVERED,
    /**
     * There are no names in subjectAltName, which is all that counts by RFC 9525, but the common name fits: older
     * stacks accept that (C29).
     */
    BY_COMMON_NAME_ONLY,
    /** What was asked for is no name that a certificate could cover. */
    NOT_A_NAME,
    /** No name is known, or the certificate can't be read. */
    UNKNOWN
  }

  static NameFacts of(CertificateFacts leaf, Optional<String> name) {
    List<String> names = leaf.extensions().serverNames();
    List<String> commonNames = leaf.commonNames();
    if (name.isEmpty()) {
      return new NameFacts("", false, Coverage.UNKNOWN, names, commonNames, "the name that was asked for is not known");
    }
    String asked = NameText.plain(name.get());
    HostName host;
    try {
      host = HostName.of(name.get());
    } catch (IllegalArgumentException e) {
      return new NameFacts(asked, false, Coverage.NOT_A_NAME, names, commonNames, NameText.plain(e.getMessage()));
    }
    Optional<ParsedCertificate> parsed = leaf.parsed();
    Coverage coverage =
        parsed.isEmpty() ? Coverage.UNKNOWN
            : host.matches(parsed.get()) ? Coverage.COVERED
                : names.isEmpty() && commonNames.stream().anyMatch(each -> sameCommonName(each, host))
                    ? Coverage.BY_COMMON_NAME_ONLY
                    : Coverage.NOT_COVERED;
    return new NameFacts(
        asked, host.isIpAddress(), coverage, names, commonNames, sentence(leaf, asked, host, coverage, names));
  }

  private static boolean sameCommonName(String commonName, HostName host) {
    String wanted = host.text();
    int dot = wanted.indexOf('.');
    boolean wildcard = !host.isIpAddress() && dot > 0 && commonName.equalsIgnoreCase("*" + wanted.substring(dot));
    return wildcard || commonName.equalsIgnoreCase(wanted);
  }

  private static String sentence(
      CertificateFacts leaf, String asked, HostName host, Coverage coverage, List<String> names) {
    String covered =
        names.isEmpty() ? "no server name at all"
            : String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    String kind = host.isIpAddress() ? "the address " : "";
    return switch (coverage) {
      case COVERED -> leaf.label() + " covers " + kind + asked;
      case BY_COMMON_NAME_ONLY ->
          leaf.label() + " has " + asked + " as common name only and no names in subjectAltName, which is all that "
              + "counts (RFC 9525 §2)";
      case NOT_COVERED -> leaf.label() + " does not cover " + kind + asked + ": it is for " + covered;
      default -> leaf.label() + " can't be read strictly enough to compare names: " + leaf.refusal();
    };
  }
}
