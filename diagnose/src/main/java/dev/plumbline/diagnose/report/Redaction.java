package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.Recognised;
import dev.plumbline.diagnose.finding.RuledOut;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps passwords and tokens out of what is said. Rules don't put them into their sentences; should one do so all the
 * same, it ends here: every password and will that the capture shows in clear or deciphered, and whatever looks like a
 * token, is replaced; a password that is an {@link OrdinaryWords ordinary word}, where it is a value.
 */
public final class Redaction {
  private static final String WITHHELD = "[withheld]";
  private static final int SHORTEST = 4;

  /**
   * A JWT, whole or cut (RFC 7519 §3): its header is a JSON object, and the base64url of that begins with {@code eyJ}.
   */
  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_=+/-]{6,}(\\.[A-Za-z0-9_=+/-]*){0,2}");

  /** The signature in Azure's shared access signatures. */
  private static final Pattern SHARED_ACCESS = Pattern.compile("(?<=\\bsig=)[^&\\s]+");

  private final List<String> passwords;
  private final List<Pattern> words;

  private Redaction(Collection<String> secrets) {
    this.passwords = secrets.stream().filter(secret -> !OrdinaryWords.contains(secret)).toList();
    this.words = secrets.stream().filter(OrdinaryWords::contains).map(OrdinaryWords::asValue).toList();
  }

  /** What to keep out of everything that is said of these connections. */
  public static Redaction of(Diagnosis diagnosis) {
    TreeSet<String> found = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(text -> text));
    for (ConnectionDiagnosis each : diagnosis.connections()) {
      each.conversation().stream()
          .flatMap(conversation -> conversation.all(Event.Mqtt.class))
          .flatMap(packet -> ConnectView.read(packet.bytes()).stream())
          .flatMap(connect -> Stream.concat(connect.password().stream(), connect.willMessage().stream()))
          .filter(secret -> secret.length >= SHORTEST)
          .forEach(
              secret -> {
                found.add(new String(secret, StandardCharsets.UTF_8));
                found.add(new String(secret, StandardCharsets.ISO_8859_1));
              });
    }
    return new Redaction(found);
  }

  /** The same text without them. */
  public String apply(String text) {
    String clean = text;
    for (String each : passwords) {
      clean = clean.replace(each, WITHHELD);
    }
    for (Pattern each : words) {
      clean = each.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(WITHHELD));
    }
    clean = TOKEN.matcher(clean).replaceAll(WITHHELD);
    return SHARED_ACCESS.matcher(clean).replaceAll(WITHHELD);
  }

  /** The same diagnosis, said without them; its conversations stay as they are. */
  public Diagnosis apply(Diagnosis diagnosis) {
    return reworded(diagnosis, this::apply, UnaryOperator.identity());
  }

  /** A diagnosis whose every sentence and conversation has been exchanged. */
  static Diagnosis reworded(
      Diagnosis diagnosis, UnaryOperator<String> words, UnaryOperator<Conversation> conversations) {
    return new Diagnosis(
        diagnosis.verdict(),
        diagnosis.connections().stream()
            .map(
                each -> {
                  Optional<Conversation> seen = each.conversation().map(conversations);
                  List<Finding> findings = each.findings().stream().map(one -> reworded(one, words)).toList();
                  Recognised client =
                      new Recognised(words.apply(each.stack()), each.client().profile(), each.client().clock());
                  return new ConnectionDiagnosis(seen, client, each.stage(), findings);
                })
            .toList(),
        diagnosis.notes().stream().map(words).toList());
  }

  private static Finding reworded(Finding finding, UnaryOperator<String> words) {
    return new Finding(
        finding.id(),
        finding.caseId(),
        finding.role(),
        finding.confidence(),
        words.apply(finding.summary()),
        finding.evidence().stream().map(each -> new EvidenceItem(each.place(), words.apply(each.text()))).toList(),
        finding.ruledOut().stream()
            .map(each -> new RuledOut(words.apply(each.what()), words.apply(each.by())))
            .toList(),
        words.apply(finding.undecided()),
        words.apply(finding.fix()),
        words.apply(finding.source()));
  }
}
