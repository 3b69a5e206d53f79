package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The name of an authority of which nothing else is known, and what authorities give away in their names: whether they
 * are a root, and who owns them. Habits, not rules.
 */
final class AuthorityName {
  private static final int SHORTEST_WORD = 3;
  private static final Pattern ROOT = Pattern.compile("\\broot");
  private static final Pattern BELOW_A_ROOT =
      Pattern.compile("\\b(intermediate|issuing|issuer|subordinate|sub ?ca)\\b");
  private static final Pattern NUMBERED = Pattern.compile("\\b(server|device) ca\\b|^[re][0-9]+$");

  /** First words of common names that say nothing of who it is. */
  private static final Set<String> COMMON_WORDS =
      Set.of("root", "test", "demo", "mqtt", "server", "device", "client", "local", "private", "internal", "global");

  /**
   * Organisations whose intermediates are under roots of another name: the issuer fields of those intermediates, as
   * the authorities publish them.
   */
  private static final Map<String, Set<String>> ROOTS_OF =
      Map.of(
          "let's encrypt", Set.of("internet security research group", "digital signature trust co."),
          "google trust services", Set.of("google trust services llc", "globalsign", "globalsign nv-sa"),
          "google trust services llc", Set.of("globalsign", "globalsign nv-sa"),
          "amazon", Set.of("starfield technologies, inc."),
          "sectigo limited", Set.of("the usertrust network", "comodo ca limited"),
          "microsoft corporation", Set.of("digicert inc", "baltimore"));

  private final X500Name name;
  private final String words;

  AuthorityName(X500Name name) {
    this.name = name;
    List<String> parts = new ArrayList<>(NameText.values(name, BCStyle.CN));
    parts.addAll(NameText.values(name, BCStyle.OU));
    this.words = folded(String.join(" ", parts));
  }

  boolean callsItselfRoot() {
    return ROOT.matcher(words).find() && !BELOW_A_ROOT.matcher(words).find();
  }

  boolean callsItselfIssuing() {
    return !callsItselfRoot() && (BELOW_A_ROOT.matcher(words).find() || NUMBERED.matcher(words).find());
  }

  /** An anchor that seems to belong to whoever this one belongs to: by organisation, or else by first words. */
  Optional<CertificateFacts> relativeAmong(List<CertificateFacts> anchors) {
    List<String> owners = organisations(name);
    List<String> wanted = new ArrayList<>(owners);
    owners.forEach(owner -> wanted.addAll(ROOTS_OF.getOrDefault(owner, Set.of())));
    if (!owners.isEmpty()) {
      return anchors.stream()
          .filter(anchor -> organisations(anchor.subjectName()).stream().anyMatch(wanted::contains))
          .findFirst();
    }
    String first = firstWord(name);
    return first.length() < SHORTEST_WORD || COMMON_WORDS.contains(first)
        ? Optional.empty()
        : anchors.stream().filter(anchor -> firstWord(anchor.subjectName()).equals(first)).findFirst();
  }

  private static List<String> organisations(X500Name name) {
    return NameText.values(name, BCStyle.O).stream().map(AuthorityName::folded).toList();
  }

  private static String firstWord(X500Name name) {
    return NameText.values(name, BCStyle.CN).stream().map(AuthorityName::folded).findFirst().orElse("").split(" ")[0];
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }
}
