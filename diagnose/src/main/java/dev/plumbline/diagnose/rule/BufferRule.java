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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the server sent does not fit: C60, C61, C64 (records), C63 (chains). */
final class BufferRule implements Rule {
  /** Alerts of a client whose complaint is about its own limits, or that can't say what it is about. */
  private static final int[] ABOUT_SIZE = {10, 20, 22, 40, 47, 50, 80};
  private static final int[] NETX_ABOUT_SIZE = {22, 50, 80};
  private static final int APPLICATION_DATA = 23;
  private static final int INTERNAL_ERROR = 80;
  private static final Map<String, String> NETX_CODES = Map.of(
      "0X12D", "NX_SECURE_TLS_INSUFFICIENT_CERT_SPACE", "301", "NX_SECURE_TLS_INSUFFICIENT_CERT_SPACE",
      "0X135", "NX_SECURE_TLS_PACKET_BUFFER_TOO_SMALL", "309", "NX_SECURE_TLS_PACKET_BUFFER_TOO_SMALL");

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
    int[] alerts = facts.stack().family() == Family.NETX ? NETX_ABOUT_SIZE : ABOUT_SIZE;
    return facts.ending().kind() != Ending.Kind.ALERT || facts.ending().alertBy(Side.CLIENT, alerts);
  }

  /** A record that is longer than the device can take, and after which it left. */
  private static void record(Facts facts, Consumer<Finding> found) {
    Optional<Limit> limit = recordLimit(facts);
    Optional<Event.Record> longest = facts.conversation().all(Event.Record.class, Side.SERVER)
        .filter(record -> goesThroughBuffer(facts, record))
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

  /** NetX Secure decrypts application data in packets of its pool; all else is copied into the packet buffer. */
  private static boolean goesThroughBuffer(Facts facts, Event.Record record) {
    return facts.stack().family() == Family.NETX
        ? record.contentType() != APPLICATION_DATA : record.encrypted() || !streams(facts);
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
    Optional<CertificateView> chain = facts.conversation().certificate(Side.SERVER);
    if (chain.isEmpty() || facts.stack().family() != Family.NETX) {
      return;
    }
    Optional<String> code = facts.device().code().map(one -> one.toUpperCase(Locale.ROOT))
        .filter(NETX_CODES::containsKey);
    int structure = facts.device().buffers().map(Buffers::certificateStructure).filter(bytes -> bytes > 0).orElse(304);
    int needed = needed(chain.get(), structure);
    Optional<Limit> tooSmall = packetBufferOf(facts)
        .filter(limit -> limit.bytes() < needed && !facts.course().reached(Stage.CLIENT_KEY_EXCHANGE));
    if (code.isEmpty() && tooSmall.isEmpty() && !mayBeTooSmall(facts, needed)) {
      return;
    }
    int count = chain.get().certificates().size();
    Finding.Builder finding = facts.finding(FindingId.RECORD_EXCEEDS_BUFFER)
        .caseId("C64")
        .confidence(code.isPresent() ? Confidence.PROVED
            : tooSmall.isPresent() ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The session's packet buffer " + (code.isPresent() || tooSmall.isPresent() ? "is" : "may be")
            + " too small for the server's certificates: NetX Secure keeps the"
            + " message of " + chain.get().messageLength() + " bytes and " + count + " structure"
            + (count == 1 ? "" : "s") + " of " + structure + " bytes in it, which takes at least " + needed
            + " bytes.")
        .evidence(new EvidenceItem(chain.get().place(),
            "Certificate message of " + chain.get().messageLength() + " bytes"));
    code.ifPresent(one -> finding.evidence(EvidenceItem.of("the stack reported " + facts.device().code().orElseThrow()
        + " (" + NETX_CODES.get(one) + ")")));
    tooSmall.ifPresent(limit -> finding.evidence(
        EvidenceItem.of("the packet buffer has " + limit.bytes() + " bytes (" + limit.source() + ")")));
    finding.undecided(code.isPresent()
        ? "Where certificates have space of their own (nx_secure_tls_remote_certificate_allocate), one that is"
            + " shorter than the longest certificate ends the same way."
        : "Certificates with space of their own (nx_secure_tls_remote_certificate_allocate) need no room there; the"
            + " stack's code would tell: 0x12D or 0x135.");
    found.accept(finding.build());
  }

  private static int needed(CertificateView chain, int structure) {
    int leaf = chain.certificates().stream().findFirst().map(der -> der.length).orElse(0);
    return Math.max(chain.messageLength() + chain.certificates().size() * structure,
        chain.messageLength() + structure + leaf);
  }

  /** Nobody said how large the buffer is, its least size would not do, and the alert is the one for that. */
  private static boolean mayBeTooSmall(Facts facts, int needed) {
    boolean told = facts.evidence().receiveBuffer().isPresent()
        || facts.evidence().settings().packetBuffer().isPresent();
    int least = facts.device().buffers().map(Buffers::packetBufferMinimum).filter(bytes -> bytes > 0).orElse(4000);
    return !told && needed > least && facts.ending().alertBy(Side.CLIENT, INTERNAL_ERROR)
        && Blame.leftOverServerFlight(facts);
  }

  private static Optional<Limit> packetBufferOf(Facts facts) {
    return facts.evidence().settings().packetBuffer().map(bytes -> new Limit(bytes, true, "by its configuration"))
        .or(() -> facts.device().buffers().map(Buffers::packetBuffer).filter(bytes -> bytes > 0)
            .map(bytes -> new Limit(bytes, false, "by its profile")));
  }

  /** @param measured whether somebody said so of this device, rather than of its kind */
  private record Limit(int bytes, boolean measured, String source) {}
}
