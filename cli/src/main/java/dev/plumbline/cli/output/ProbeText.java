package dev.plumbline.cli.output;

import dev.plumbline.diagnose.device.LimitExceeded;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.probe.Answer;
import dev.plumbline.diagnose.probe.Attempt;
import dev.plumbline.diagnose.probe.Change;
import dev.plumbline.diagnose.probe.ProbeResult;
import dev.plumbline.diagnose.probe.ServerNameEffect;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A probe for people: a line for each connection as it is made, and what it all comes to. */
public final class ProbeText {
  private static final int FEW = 2;
  private static final int PROTOCOL_VERSION = 70;

  private final Console console;
  private int connections;

  public ProbeText(Console console) {
    this.console = console;
  }

  /** One connection was made. */
  public void attempt(Attempt attempt) {
    connections++;
    Answer answer = attempt.answer();
    String text = String.format(Locale.ROOT, "%2d  %s: %s", connections, what(attempt.changes()),
        answer.works() ? "accepted with " + chosen(answer) : why(answer));
    console.out().println(answer.works() ? console.style().good(text) : text);
    console.out().flush();
  }

  private static String chosen(Answer answer) {
    List<String> parts = new ArrayList<>();
    answer.suite().ifPresent(suite -> parts.add(Names.suite(suite)));
    answer.group().ifPresent(group -> parts.add(Names.group(group)));
    answer.scheme().ifPresent(scheme -> parts.add(Names.scheme(scheme)));
    return String.join(", ", parts);
  }

  private static String what(List<Change> changes) {
    if (changes.isEmpty()) {
      return "as it is";
    }
    return changes.size() <= FEW
        ? String.join(", ", changes.stream().map(Change::toString).toList())
        : "with " + changes.size() + " changes at once";
  }

  /** All of them. */
  public void result(ProbeResult result, DeviceProfile profile) {
    say("");
    result.stopped().ifPresent(why -> say("The search is not complete: " + why + "."));
    if (result.works()) {
      say(console.style().good("works: this server takes the hello of " + profile.spec() + " as it is"));
    } else if (result.minimalChange().isPresent()) {
      say(console.style().bad("does not work as it is: " + why(result.asIs())));
      say(result.minimal()
          ? "This change would do, and nothing less than it:"
          : "This would do, and perhaps less of it:");
      result.minimalChange().get().forEach(change -> say("  - " + change));
    } else {
      say(console.style().bad("does not work: " + why(result.asIs())));
      say(hopeless(result));
      versions(result);
    }
    server(result.answer(), profile);
    effect(result.serverName());
  }

  private static String why(Answer answer) {
    return answer.exceeded().stream().findFirst().map(LimitExceeded::sentence)
        .or(answer::distrust).orElse(answer.remark());
  }

  private static String hopeless(ProbeResult result) {
    Answer asIs = result.asIs();
    if (asIs.outcome() == Answer.Outcome.NOT_TLS) {
      return "This port does not serve TLS.";
    }
    if (asIs.alert().orElse(-1) == PROTOCOL_VERSION || asIs.otherVersion()) {
      return "The server wants another version of TLS than 1.2; no change to the hello of a TLS 1.2 client helps.";
    }
    if (result.attempts().size() == 1 || result.stopped().isPresent()) {
      return "No change was found.";
    }
    Answer last = result.attempts().get(result.attempts().size() - 1).answer();
    return "No hello of TLS 1.2 helps: with all that could be added, " + why(last) + ".";
  }

  private void versions(ProbeResult result) {
    List<String> spoken = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    result.otherVersions().forEach((version, chosen) -> (chosen ? spoken : refused).add(Names.version(version)));
    if (!spoken.isEmpty()) {
      say("versions: the server speaks " + String.join(" and ", spoken)
          + (refused.isEmpty() ? "" : ", and not " + String.join(" nor ", refused)) + " (C54)");
    } else if (!refused.isEmpty()) {
      say("versions: offered by itself, none of " + String.join(", ", refused) + " was taken either");
    }
  }

  private void server(Answer answer, DeviceProfile profile) {
    if (!answer.accepted()) {
      return;
    }
    say("");
    say("handshake: " + answer.remark());
    answer.leaf().ifPresent(leaf -> say("certificate: " + certificate(leaf)));
    Observed observed = answer.observed();
    if (observed.certificateMessage() > 0) {
      say("sizes: a Certificate message of " + observed.certificateMessage() + " bytes with " + answer.chain().size()
          + (answer.chain().size() == 1 ? " certificate" : " certificates") + "; the longest record "
          + observed.largestRecord() + " bytes, the device takes " + profile.receiveLimit());
    }
    answer.exceeded().forEach(limit -> say(console.style().bad("too much: " + limit.sentence())));
    answer.distrust().ifPresent(why -> say(console.style().bad("not trusted: " + why)));
    if (answer.wantsCertificate()) {
      say("client certificate: the server asks for one");
    }
  }

  private static String certificate(ParsedCertificate leaf) {
    return leaf.subject() + ", issued by " + leaf.issuer() + ", valid from " + leaf.notBefore() + " to "
        + leaf.notAfter() + ", " + leaf.keyName() + " " + leaf.keyBits() + " bits";
  }

  private void effect(ServerNameEffect effect) {
    switch (effect) {
      case NONE -> say("server_name: makes no difference here");
      case OTHER_CERTIFICATE ->
          say("server_name: the server shows another certificate without it than with it (C02, C25)");
      case REQUIRED -> say("server_name: the server demands it (C02)");
      case REFUSED -> say("server_name: with it the server does not accept the hello; is it the right name?");
      case UNKNOWN -> { }
    }
  }

  private void say(String line) {
    console.out().println(line);
  }
}
