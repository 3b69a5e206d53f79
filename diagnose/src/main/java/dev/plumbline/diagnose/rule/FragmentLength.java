package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of max_fragment_length: ignored, answered otherwise, or granted and broken (C61, RFC 6066 §4). */
final class FragmentLength {
  private static final int TYPE = 1;
  private static final int ILLEGAL_PARAMETER = 47;

  private FragmentLength() {}

  /** What speaks against the server, if the client asked for records that are shorter than this one. */
  static List<EvidenceItem> evidence(Facts facts, Event.Record record) {
    List<EvidenceItem> items = new ArrayList<>();
    int asked = asked(facts);
    if (asked == 0 || record.length() <= asked || facts.answer().isEmpty()) {
      return items;
    }
    ServerHelloView answer = facts.answer().get();
    items.add(new EvidenceItem(facts.hello().orElseThrow().place(), "ClientHello asks for records of at most " + asked
        + " bytes (max_fragment_length)"));
    items.add(new EvidenceItem(answer.place(), answer.extension(TYPE).isEmpty()
        ? "ServerHello does not answer max_fragment_length: the server ignores it"
        : "ServerHello grants " + answer.maxFragmentLength() + " bytes"));
    return items;
  }

  /** The server answered with another length than was asked for, which ends the handshake. */
  static Optional<Finding> mismatch(Facts facts) {
    int asked = asked(facts);
    Optional<ServerHelloView> answer = facts.answer().filter(one -> one.extension(TYPE).isPresent());
    boolean over = facts.ending().alertBy(Side.CLIENT, ILLEGAL_PARAMETER) || facts.ending().leftSilently(Side.CLIENT);
    if (asked == 0 || answer.isEmpty() || answer.get().maxFragmentLength() == asked || !over
        || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return Optional.empty();
    }
    int granted = answer.get().maxFragmentLength();
    boolean said = facts.ending().alertBy(Side.CLIENT, ILLEGAL_PARAMETER);
    return Optional.of(facts.finding(FindingId.RECORD_EXCEEDS_BUFFER)
        .caseId("C61")
        .confidence(said ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The client asked for records of " + asked + " bytes with max_fragment_length and the server answered"
            + " with " + (granted == 0 ? "a value that means no length" : granted + " bytes")
            + ": a client ends the handshake over that.")
        .evidence(new EvidenceItem(facts.hello().orElseThrow().place(), "ClientHello asks for " + asked + " bytes"))
        .evidence(new EvidenceItem(answer.get().place(), "ServerHello answers " + granted))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Ask for no max_fragment_length, or for the one that this server grants; or correct the server, which has"
            + " to answer with the value that was asked for.")
        .source("RFC 6066 §4")
        .build());
  }

  private static int asked(Facts facts) {
    return facts.hello().map(ClientHelloView::maxFragmentLength).orElse(0);
  }
}
