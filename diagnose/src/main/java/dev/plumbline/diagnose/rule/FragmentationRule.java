package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The server cut its messages into records that the client's stack can't put together (C62), or sent empty ones. */
final class FragmentationRule implements Rule {
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE = 11;
  /** Type and length of a handshake message (RFC 5246 §7.4). */
  private static final int HEADER = 4;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().by(Side.CLIENT) || !BufferRule.mayBeAboutSize(facts)
        || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return;
    }
    split(facts).ifPresent(message -> spread(facts, message, found));
    if (sharesAreTooMuch(facts)) {
      SharedRecords.first(facts.conversation()).ifPresent(message -> found.accept(
          spread(facts, message, ", which other messages share, and this stack cannot put it together then.")
              .confidence(Confidence.IMPLIED).build()));
    }
    empty(facts).ifPresent(record -> found.accept(facts.finding(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED)
        .confidence(Confidence.SUGGESTED)
        .summary("The server sent a handshake record without content, which RFC 5246 §6.2.1 forbids, and the client"
            + " left over that flight; some stacks skip such a record, others end the connection.")
        .evidence(new EvidenceItem(record.place(), "a handshake record of 0 bytes"))
        .fix("Let the server, or what stands before it, send no empty records.")
        .source("RFC 5246 §6.2.1; mbed TLS 2.28 (-0x7200), wolfSSL 5.5 (-341) and Conscrypt, measured")
        .build()));
  }

  /**
   * Whether the client's stack can't have read the server's certificates, because a message before their end is in
   * pieces: what is wrong with them is not why it left. A stack that had read them would have sent the alert about
   * them.
   */
  static boolean hidesCertificates(Facts facts) {
    return facts.ending().by(Side.CLIENT) && facts.ending().leftSilently(Side.CLIENT)
        && !facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)
        && facts.stack().family() == Family.MBEDTLS && withoutReassembly(facts)
        && split(facts).filter(message -> message.type() <= CERTIFICATE).isPresent();
  }

  /** Whether the server sent a handshake record that holds nothing. */
  static Optional<Event.Record> empty(Facts facts) {
    return records(facts).filter(record -> record.length() == 0).findFirst();
  }

  private static Stream<Event.Record> records(Facts facts) {
    return facts.conversation().all(Event.Record.class, Side.SERVER)
        .filter(record -> record.contentType() == HANDSHAKE && !record.encrypted());
  }

  private static Optional<Event.Handshake> split(Facts facts) {
    return facts.conversation().all(Event.Handshake.class, Side.SERVER)
        .filter(one -> one.records() > 1).findFirst();
  }

  private static boolean withoutReassembly(Facts facts) {
    return facts.device().buffers().filter(buffers -> !buffers.reassembly()).isPresent();
  }

  private static void spread(Facts facts, Event.Handshake message, Consumer<Finding> found) {
    boolean byCode = facts.device().code()
        .filter(code -> code.equalsIgnoreCase("-0x7080") || code.equals("-28800")).isPresent();
    boolean byProfile = withoutReassembly(facts);
    boolean byFamily = facts.stack().family() == Family.MBEDTLS;
    boolean header = headerInPieces(facts);
    // That NetX Secure 5.12 has no reassembly is concluded from its releases, and not known.
    boolean named = facts.stack().family() != Family.NETX
        && facts.evidence().profile().filter(profile -> !profile.buffers().reassembly()).isPresent();
    if (!byCode && !byProfile && !byFamily && !header) {
      return;
    }
    Finding.Builder finding = spread(facts, message, ", and this stack cannot put a handshake message together"
        + (header ? " whose header of four bytes is in pieces." : "."));
    if (byCode) {
      finding.evidence(EvidenceItem.of("the code " + facts.device().code().orElseThrow() + " says so"));
    }
    found.accept(finding.confidence(byCode || named ? Confidence.PROVED
        : byProfile || header ? Confidence.IMPLIED : Confidence.SUGGESTED).build());
  }

  private static Finding.Builder spread(Facts facts, Event.Handshake message, String why) {
    String type = Names.handshakeType(message.type());
    return facts.finding(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED)
        .summary("The server's " + type + " message is spread over " + message.records() + " records" + why)
        .evidence(new EvidenceItem(message.place(), type + " spans " + message.records() + " records"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
  }

  /** NetX Secure from 6.1.4 on puts a message together unless its records hold anything else (C62). */
  private static boolean sharesAreTooMuch(Facts facts) {
    return facts.stack().family() == Family.NETX && !withoutReassembly(facts);
  }

  /** wolfSSL puts messages together, and not their headers (GetHandshakeHeader; 5.5.4 reports PARSE_ERROR, -306). */
  private static boolean headerInPieces(Facts facts) {
    return facts.stack().family() == Family.WOLFSSL
        && records(facts).anyMatch(record -> record.length() > 0 && record.length() < HEADER);
  }
}
