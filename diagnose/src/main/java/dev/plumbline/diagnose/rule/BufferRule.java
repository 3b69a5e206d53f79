package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the server sent does not fit: C60, C61, C64 (records), C63 (chains). */
final class BufferRule implements Rule {
  /** Alerts of a client whose complaint is about its own limits, or that can't say what it is about. */
  private static final int[] ABOUT_SIZE = {10, 20, 22, 40, 47, 50, 80};

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().by(Side.CLIENT) || !mayBeAboutSize(facts)) {
      return;
    }
    FragmentLength.mismatch(facts).ifPresent(found);
    chain(facts, found);
    record(facts, found);
    packetBuffer(facts, found);
  }

  static boolean mayBeAboutSize(Facts facts) {
    return facts.ending().kind() != Ending.Kind.ALERT || facts.ending().alertBy(Side.CLIENT, ABOUT_SIZE);
  }

  /** A record that is longer than the device can take, and after which it left. */
  private static void record(Facts facts, Consumer<Finding> found) {
    Optional<Limit> limit = recordLimit(facts);
    Optional<Event.Record> longest = facts.conversation().all(Event.Record.class, Side.SERVER)
        .filter(record -> record.encrypted() || !streams(facts))
        .max(Comparator.comparingInt(Event.Record::length));
    if (limit.isEmpty() || longest.isEmpty() || longest.get().length() <= limit.get().bytes()) {
      return;
    }
    boolean last = leftAfter(facts, longest.get());
    if (!last && !longest.get().encrypted() && facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return; // it answered that flight, so it had room for it
    }
    List<EvidenceItem> asked = FragmentLength.evidence(facts, longest.get());
    found.accept(facts.finding(FindingId.RECORD_EXCEEDS_BUFFER)
        .caseId(asked.isEmpty() ? "C60" : "C61")
        .role(last ? Role.CAUSE : Role.CONTRIBUTING)
        .confidence(limit.get().measured() ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The server sent a record of " + longest.get().length() + " bytes; the device takes "
            + limit.get().bytes() + " (" + limit.get().source() + ")."
            + (asked.isEmpty() ? "" : " It had asked for smaller ones and did not get them."))
        .evidence(new EvidenceItem(longest.get().place(), "a record of " + longest.get().length() + " bytes"))
        .evidence(asked)
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /** BearSSL reads records in clear by chunks, of any length; only what it has to decipher must fit (ssl_engine.c). */
  static boolean streams(Facts facts) {
    return facts.stack().family() == Family.BEARSSL;
  }

  /** Whether the client said nothing any more after that record: it is what it left over. */
  private static boolean leftAfter(Facts facts, Event.Record record) {
    return facts.conversation().events().stream()
        .filter(event -> event.from() == Side.CLIENT && event.time().isAfter(record.time()))
        .noneMatch(event -> event instanceof Event.Handshake || event instanceof Event.ApplicationData);
  }

  private static Optional<Limit> recordLimit(Facts facts) {
    Optional<Integer> told = facts.evidence().receiveBuffer();
    if (told.isPresent()) {
      return Optional.of(new Limit(told.get(), true, "as given"));
    }
    Optional<Integer> configured = facts.evidence().settings().receiveBuffer()
        .or(() -> facts.evidence().settings().packetBuffer());
    if (configured.isPresent()) {
      return Optional.of(new Limit(configured.get(), true, "by its configuration"));
    }
    return facts.device().buffers().filter(buffers -> limit(buffers) < 1 << 14)
        .map(buffers -> new Limit(limit(buffers), false, "by its profile"));
  }

  private static int limit(Buffers buffers) {
    return buffers.packetBuffer() == 0
        ? buffers.receiveRecord()
        : Math.min(buffers.receiveRecord(), buffers.packetBuffer());
  }

  private static void chain(Facts facts, Consumer<Finding> found) {
    Optional<CertificateView> chain = facts.conversation().certificate(Side.SERVER);
    Optional<Limit> limit = facts.evidence().longestChain().map(bytes -> new Limit(bytes, true, "as given"))
        .or(() -> facts.device().buffers().filter(buffers -> buffers.handshakeMessage() < 1 << 16)
            .map(buffers -> new Limit(buffers.handshakeMessage(), false, "by its profile")));
    if (chain.isEmpty() || limit.isEmpty() || chain.get().messageLength() <= limit.get().bytes()
        || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return;
    }
    found.accept(facts.finding(FindingId.CHAIN_TOO_LARGE)
        .confidence(limit.get().measured() ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The server's Certificate message has " + chain.get().messageLength() + " bytes ("
            + chain.get().certificates().size() + " certificates); the device takes " + limit.get().bytes() + " ("
            + limit.get().source() + ").")
        .evidence(new EvidenceItem(chain.get().place(),
            "Certificate message of " + chain.get().messageLength() + " bytes"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /** NetX Secure keeps the chain and what it parsed of it in the packet buffer (C64). */
  private static void packetBuffer(Facts facts, Consumer<Finding> found) {
    Optional<String> code = facts.device().code().map(String::toUpperCase)
        .filter(one -> one.equals("0X12D") || one.equals("301") || one.equals("0X135") || one.equals("309"));
    Optional<CertificateView> chain = facts.conversation().certificate(Side.SERVER);
    if (chain.isEmpty() || facts.stack().family() != Family.NETX) {
      return;
    }
    int structure = facts.device().buffers().map(Buffers::certificateStructure).filter(bytes -> bytes > 0).orElse(304);
    int leaf = chain.get().certificates().stream().findFirst().map(der -> der.length).orElse(0);
    int count = chain.get().certificates().size();
    int needed = Math.max(
        chain.get().messageLength() + count * structure, chain.get().messageLength() + structure + leaf);
    Optional<Limit> tooSmall = packetBufferOf(facts)
        .filter(limit -> limit.bytes() < needed && !facts.course().reached(Stage.CLIENT_KEY_EXCHANGE));
    if (code.isEmpty() && tooSmall.isEmpty()) {
      return;
    }
    Finding.Builder finding = facts.finding(FindingId.RECORD_EXCEEDS_BUFFER)
        .caseId("C64")
        .confidence(code.isPresent() ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The session's packet buffer is too small for the server's certificates: NetX Secure keeps the"
            + " message of " + chain.get().messageLength() + " bytes and " + count + " structure"
            + (count == 1 ? "" : "s") + " of " + structure + " bytes in it, which takes at least " + needed
            + " bytes.")
        .evidence(new EvidenceItem(chain.get().place(),
            "Certificate message of " + chain.get().messageLength() + " bytes"));
    code.ifPresent(one -> finding.evidence(EvidenceItem.of("the stack reported " + facts.device().code().orElseThrow()
        + (one.endsWith("12D") || one.equals("301")
            ? " (NX_SECURE_TLS_INSUFFICIENT_CERT_SPACE)" : " (NX_SECURE_TLS_PACKET_BUFFER_TOO_SMALL)"))));
    tooSmall.ifPresent(limit -> finding.evidence(
        EvidenceItem.of("the packet buffer has " + limit.bytes() + " bytes (" + limit.source() + ")")));
    if (code.isEmpty()) {
      finding.undecided("Certificates with space of their own (nx_secure_tls_remote_certificate_allocate) need no room"
          + " there; the stack's code would tell: 0x12D.");
    }
    found.accept(finding.build());
  }

  private static Optional<Limit> packetBufferOf(Facts facts) {
    return facts.evidence().settings().packetBuffer().map(bytes -> new Limit(bytes, true, "by its configuration"))
        .or(() -> facts.device().buffers().map(Buffers::packetBuffer).filter(bytes -> bytes > 0)
            .map(bytes -> new Limit(bytes, false, "by its profile")));
  }

  /** @param measured whether somebody said so of this device, rather than of its kind */
  private record Limit(int bytes, boolean measured, String source) {}
}
