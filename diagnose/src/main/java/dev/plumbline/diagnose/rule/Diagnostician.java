package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Conversation.Form;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.replay.SwitchSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out what is the matter with connections, from what was seen of them and what else is known. Stateless but for
 * what it has read of stacks and cases; may be shared between threads.
 */
public final class Diagnostician {
  /** The more particular a rule is, the earlier it comes: of two findings of one kind the first is the answer. */
  private static final List<Rule> RULES = List.of(
      new PlainRule(),
      new UnusableRule(),
      new AlpnRule(),
      new ServerNameRule(),
      new VersionRule(),
      new NegotiationRule(),
      new FragmentationRule(),
      new BufferRule(),
      new WarningAlertRule(),
      new TrustRule(),
      new NetxPathRule(),
      new HiddenCertificateRule(),
      new DateRule(),
      new VerifierRule(),
      new LeafRule(),
      new ClientAuthRule(),
      new CryptoRule(),
      new AcrossRule(),
      new FarewellRule(),
      new RandomRule(),
      new CredentialsRule(),
      new TokenClockRule(),
      new PacketRule(),
      new MqttRule(),
      new SessionPresentRule(),
      new ServiceLimitsRule(),
      new SilenceRule());

  private static final int SHOWN = 5;
  private static final int MOST_SILENT = 20;

  private final Stacks stacks = new Stacks();
  private final Casebook casebook = new Casebook();

  public Diagnostician() {}

  /** All connections of a capture, the one that failed first. */
  public Diagnosis diagnose(Surroundings capture, Evidence evidence, List<String> notes) {
    return diagnose(capture.conversations(), capture, evidence, notes);
  }

  /** Some connections of a capture, whose others may still be evidence. */
  public Diagnosis diagnose(
      List<Conversation> wanted, Surroundings capture, Evidence evidence, List<String> notes) {
    List<Answer> answers = new ArrayList<>();
    Neighbours neighbours = new Neighbours(capture);
    for (Conversation conversation : worthAnswering(wanted)) {
      answers.add(answer(conversation, evidence, neighbours));
    }
    if (answers.isEmpty()) {
      return new Diagnosis(Verdict.UNUSABLE, List.of(nothing(wanted, capture.conversations(), evidence)), notes);
    }
    answers.sort(Comparator.comparing(Answer::rank));
    List<ConnectionDiagnosis> connections = answers.stream().map(Answer::diagnosis).toList();
    List<String> all = new ArrayList<>(notes);
    answers.get(0).strange().ifPresent(named -> all.add("The ClientHello is that of " + connections.get(0).stack()
        + ", which " + named.name() + " never sends; so --profile was left aside."));
    return new Diagnosis(verdict(connections.get(0)), connections, all);
  }

  /** Those that speak TLS or MQTT; where none does, those in which nothing was said may show why. */
  private static List<Conversation> worthAnswering(List<Conversation> wanted) {
    List<Conversation> speaking = wanted.stream()
        .filter(each -> each.protocol() == Protocol.TLS || each.protocol() == Protocol.MQTT
            || wanted.size() == 1 || each.quality().oneSided() && each.protocol() != Protocol.SILENT)
        .toList();
    return speaking.isEmpty()
        ? wanted.stream().filter(each -> each.protocol() == Protocol.SILENT).limit(MOST_SILENT).toList()
        : speaking;
  }

  /** What is the matter with one connection. */
  public ConnectionDiagnosis diagnose(Conversation conversation, Evidence evidence) {
    return answer(conversation, evidence, new Neighbours(Surroundings.of(conversation))).diagnosis();
  }

  /**
   * A search for the settings of the device's engine with which the server's flight ends as it did; empty if the
   * conversation has no ClientHello.
   */
  public Optional<SwitchSearch> replay(Conversation conversation, Surroundings capture, Evidence evidence) {
    Facts facts = new Facts(conversation, evidence, new Neighbours(capture), stacks, casebook);
    return facts.hello().map(hello -> Replays.search(facts));
  }

  private Answer answer(Conversation conversation, Evidence evidence, Neighbours neighbours) {
    Facts facts = new Facts(conversation, evidence, neighbours, stacks, casebook);
    List<Finding> findings =
        conversation.form() == Form.WORKED ? List.of(Endings.shortened(facts)) : findings(facts);
    ConnectionDiagnosis diagnosis = new ConnectionDiagnosis(
        Optional.of(conversation), facts.device().recognised(), facts.course().stage(), findings);
    return new Answer(diagnosis, facts.mqtt().expected(), facts.strangeProfile());
  }

  /** What the rules find, and what the device says where they find nothing: one answer, and what goes with it. */
  private static List<Finding> findings(Facts facts) {
    List<Finding> all = new ArrayList<>();
    RULES.forEach(rule -> rule.look(facts, all::add));
    all.addAll(Testimony.of(facts, all));
    List<Finding> findings = ranked(standing(all), facts.codeHints());
    if (findings.isEmpty() || findings.get(0).role() != Role.CAUSE) {
      findings.add(0, Endings.withoutCause(facts));
    }
    findings.set(0, facts.codeHints().doubt(ModemLog.weigh(findings.get(0), facts)));
    return withExonerations(findings, facts);
  }

  /** What is left of the findings in the light of one another. */
  private static Stream<Finding> standing(List<Finding> all) {
    boolean unusable = all.stream().anyMatch(finding -> finding.id() == FindingId.CAPTURE_UNUSABLE);
    boolean explained = all.stream().anyMatch(finding -> finding.role() == Role.CAUSE
        && finding.confidence() != Confidence.SUGGESTED && finding.id() != FindingId.LOW_ENTROPY_RANDOM);
    return all.stream()
        .filter(finding -> !unusable || standsAnyway(finding))
        .map(finding -> explained ? besides(finding) : finding);
  }

  /** One finding of each kind: causes first, the surest of them first, and of equals what the device's code means. */
  private static List<Finding> ranked(Stream<Finding> findings, CodeHints code) {
    Map<FindingId, Finding> first = new LinkedHashMap<>();
    findings.map(code::weigh)
        .sorted(Comparator.comparing(Finding::role).thenComparing(Finding::confidence)
            .thenComparing(finding -> !code.favours(finding)))
        .forEach(finding -> first.putIfAbsent(finding.id(), finding));
    return new ArrayList<>(first.values());
  }

  /** No peer notices that a random is none: where more than a guess explains the end, that is the cause. */
  private static Finding besides(Finding finding) {
    return finding.id() == FindingId.LOW_ENTROPY_RANDOM ? finding.as(Role.CONTRIBUTING) : finding;
  }

  /** What a part of a capture is enough for. */
  private static boolean standsAnyway(Finding finding) {
    return finding.id() == FindingId.CAPTURE_UNUSABLE || finding.id() == FindingId.PLAIN_MQTT_ON_TLS_PORT;
  }

  /** The answer says what was ruled out, even where its own rule had nothing to say of that. */
  private static List<Finding> withExonerations(List<Finding> findings, Facts facts) {
    Finding answer = findings.get(0);
    if (answer.id() == FindingId.HEALTHY || answer.id() == FindingId.CAPTURE_UNUSABLE) {
      return findings;
    }
    List<FindingId> named = findings.stream().filter(one -> one.role() != Role.NOTE).map(Finding::id).toList();
    findings.set(0, answer.rulingOut(facts.flight().exonerations().stream()
        .filter(out -> FindingId.of(out.what()).filter(named::contains).isEmpty())
        .filter(out -> answer.ruledOut().stream().noneMatch(already -> already.what().equals(out.what())))
        .toList()));
    return findings;
  }

  /**
   * A server to which no connection came about, so that there is nothing to look at.
   *
   * @param why in a sentence without a full stop
   */
  public Diagnosis unreached(String why, List<String> notes) {
    Finding finding = casebook.finding(FindingId.CAPTURE_UNUSABLE, Stack.Family.OTHER)
        .confidence(Confidence.PROVED)
        .summary("There is no TLS to diagnose: " + why + ".")
        .evidence(EvidenceItem.of(why))
        .fix("Check name, address, port and firewall on the way to the server; TLS is not involved.")
        .build();
    List<String> all = new ArrayList<>(notes);
    all.add("No connection came about: " + why + ".");
    return new Diagnosis(
        Verdict.UNUSABLE, List.of(new ConnectionDiagnosis(Optional.empty(), "", Stage.NOTHING, List.of(finding))), all);
  }

  private ConnectionDiagnosis nothing(List<Conversation> wanted, List<Conversation> all, Evidence evidence) {
    String what = all.isEmpty() ? "it holds no TCP connection at all"
        : wanted.isEmpty() ? "none of its connections is one that was asked for; they go to " + servers(all)
        : "none of its connections carries TLS or MQTT; they go to " + servers(wanted);
    Finding finding = casebook.finding(FindingId.CAPTURE_UNUSABLE, Stack.Family.OTHER)
        .confidence(Confidence.PROVED)
        .summary("The capture cannot support a diagnosis: " + what + ".")
        .evidence(EvidenceItem.of(what))
        .evidence(ModemLog.withoutPackets(evidence.modem()))
        .build();
    return new ConnectionDiagnosis(Optional.empty(), "", Stage.NOTHING, List.of(finding));
  }

  private static String servers(List<Conversation> conversations) {
    List<String> servers = conversations.stream().map(each -> each.serverEnd().toString()).distinct().toList();
    return String.join(", ", servers.subList(0, Math.min(SHOWN, servers.size())))
        + (servers.size() > SHOWN ? " and " + (servers.size() - SHOWN) + " more" : "");
  }

  private static Verdict verdict(ConnectionDiagnosis first) {
    Finding answer = first.findings().get(0);
    if (answer.id() == FindingId.HEALTHY) {
      return Verdict.HEALTHY;
    }
    if (answer.id() == FindingId.CAPTURE_UNUSABLE) {
      return Verdict.UNUSABLE;
    }
    return answer.role() == Role.CAUSE && answer.confidence() != Confidence.SUGGESTED
        ? Verdict.CAUSE_FOUND : Verdict.UNDECIDED;
  }

  /** A connection's diagnosis, whether it is one that a reader came for, and the profile if it is not its client's. */
  private record Answer(ConnectionDiagnosis diagnosis, boolean mqtt, Optional<DeviceProfile> strange) {
    /**
     * Failed ones first, those for MQTT before others, the surest first; unusable ones after all that say something.
     */
    int rank() {
      Finding answer = diagnosis.findings().get(0);
      if (answer.id() == FindingId.HEALTHY) {
        return mqtt ? 10 : 20;
      }
      if (answer.id() == FindingId.CAPTURE_UNUSABLE) {
        return mqtt ? 9 : 21;
      }
      return (mqtt ? 0 : 15) + answer.confidence().ordinal();
    }
  }
}
