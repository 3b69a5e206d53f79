package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One side speaks TLS and the other does not: C32, C33; or the server behind TLS speaks HTTP: C34. */
final class PlainRule implements Rule {
  private static final int CONNACK = 2;
  private static final int TELLING = 8;
  private static final int HTTPS = 443;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  /** MQTT over TLS by IANA and by custom, and what test brokers use beside it. */
  private static final Set<Integer> TLS_PORTS = Set.of(443, 8883, 8884, 8885, 8886, 8887);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Conversation conversation = facts.conversation();
    if (facts.plainMqtt()) {
      plainMqtt(facts, found);
    } else if (conversation.protocol() == Protocol.TLS && facts.hello().isPresent()) {
      tlsToPlain(facts, found);
      http(facts, found);
    }
  }

  private static void plainMqtt(Facts facts, Consumer<Finding> found) {
    Conversation conversation = facts.conversation();
    boolean answered =
        conversation.all(Event.Mqtt.class, Side.SERVER).anyMatch(packet -> packet.type() == CONNACK);
    Optional<byte[]> web = firstBytes(conversation, Side.SERVER).filter(PlainRule::isHttp);
    if (web.isPresent()) {
      found.accept(httpInClear(facts, web.get()));
      return;
    }
    boolean tlsAnswer = conversation.all(Event.Record.class, Side.SERVER).findAny().isPresent()
        || firstBytes(conversation, Side.SERVER).filter(PlainRule::looksLikeTls).isPresent();
    boolean tlsPort = !facts.plainPort() || facts.sameServerSpokeTls();
    boolean ended = facts.ending().by(Side.SERVER) || tlsAnswer;
    boolean registered = TLS_PORTS.contains(conversation.serverEnd().port());
    // Some servers wait for the rest of what they take for a record, and the client gives up.
    boolean ignored = registered && conversation.traffic(Side.SERVER).bytes() == 0
        && (facts.ending().by(Side.CLIENT) || facts.waitedLong());
    if (answered || !(tlsAnswer || tlsPort && ended || ignored)) {
      return;
    }
    Place first = conversation.all(Event.Mqtt.class, Side.CLIENT).findFirst().map(Event::place).orElse(Place.NONE);
    found.accept(facts.finding(FindingId.PLAIN_MQTT_ON_TLS_PORT)
        .confidence(tlsAnswer || facts.sameServerSpokeTls() || registered && ended
            ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The client speaks MQTT without TLS to port " + conversation.serverEnd().port()
            + ", where the server expects TLS: its first byte is 0x10 (CONNECT), not 0x16 (a TLS handshake record).")
        .evidence(new EvidenceItem(first, "the client's first bytes are an MQTT CONNECT in clear"))
        .evidence(new EvidenceItem(facts.ending().place(),
            tlsAnswer ? "the server answers with a TLS record" : facts.ending().words() + " and sent no CONNACK"))
        .build());
  }

  private static Finding httpInClear(Facts facts, byte[] answer) {
    return facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
        .confidence(Confidence.PROVED)
        .summary("The server answers MQTT with HTTP: no MQTT broker listens on port "
            + facts.conversation().serverEnd().port() + ".")
        .evidence(EvidenceItem.of("the server's first bytes are \"" + firstLine(answer) + "\""))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build();
  }

  private static void tlsToPlain(Facts facts, Consumer<Finding> found) {
    Conversation conversation = facts.conversation();
    if (facts.course().reached(Stage.SERVER_HELLO)) {
      return;
    }
    Optional<byte[]> answer = firstBytes(conversation, Side.SERVER).filter(bytes -> !looksLikeTls(bytes));
    if (answer.isPresent()) {
      Place place = conversation.events().stream()
          .filter(event -> event.from() == Side.SERVER)
          .filter(event -> event instanceof Event.Plain || event instanceof Event.Mqtt)
          .findFirst().map(Event::place).orElse(Place.NONE);
      found.accept(tlsOnPlainPort(facts, Confidence.PROVED, "The server answers the ClientHello with "
          + words(answer.get()) + ", not with TLS.", new EvidenceItem(place, words(answer.get()))));
    } else if (facts.plainPort() && facts.ending().by(Side.SERVER) && facts.ending().kind() != Ending.Kind.ALERT) {
      found.accept(tlsOnPlainPort(facts, Confidence.IMPLIED,
          "The client starts TLS on port " + conversation.serverEnd().port()
              + ", where brokers speak MQTT in clear, and the server ends the connection without an answer.",
          new EvidenceItem(facts.ending().place(), facts.ending().words())));
    } else if (closedOnGoodHello(facts)) {
      found.accept(withoutAWord(facts));
    }
  }

  /**
   * TLS stacks say why they refuse a hello (RFC 5246 §7.2.2), and this one asks for nothing unusual: a broker's
   * listener without TLS closes like that over what it takes for a broken CONNECT, and so do proxies that route by
   * name.
   */
  private static boolean closedOnGoodHello(Facts facts) {
    ClientHelloView hello = facts.hello().orElseThrow();
    boolean complete = CommonOffer.bothKeys(hello) && !hello.groups().isEmpty()
        && hello.serverName().filter(name -> !HostNames.forbiddenInServerName(name)).isPresent();
    return complete
        && facts.ending().leftSilently(Side.SERVER)
        && facts.ending().silence().compareTo(AT_ONCE) < 0
        && facts.conversation().traffic(Side.SERVER).bytes() == 0
        && facts.conversation().serverEnd().port() != HTTPS
        && facts.service().isEmpty()
        && !facts.sameServerSpokeTls();
  }

  private static Finding withoutAWord(Facts facts) {
    return facts.finding(FindingId.TLS_ON_PLAIN_PORT)
        .confidence(Confidence.SUGGESTED)
        .summary("The server ended the connection over the ClientHello without a byte of TLS, not even an alert: most"
            + " likely this port speaks MQTT in clear, or a proxy there has nowhere to send this name.")
        .evidence(new EvidenceItem(facts.hello().orElseThrow().place(), "the client sends a ClientHello to port "
            + facts.conversation().serverEnd().port()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("A server with TLS that drops hellos which it does not like, and a firewall, look the same:"
            + " 'plumbline"
            + " probe' tries other hellos, and 'plumbline pub --plain' whether MQTT is spoken there without TLS.")
        .build();
  }

  private static Finding tlsOnPlainPort(Facts facts, Confidence confidence, String summary, EvidenceItem answer) {
    return facts.finding(FindingId.TLS_ON_PLAIN_PORT)
        .confidence(confidence)
        .summary(summary)
        .evidence(new EvidenceItem(facts.hello().orElseThrow().place(), "the client sends a ClientHello to port "
            + facts.conversation().serverEnd().port()))
        .evidence(answer)
        .build();
  }

  private static void http(Facts facts, Consumer<Finding> found) {
    facts.conversation().all(Event.ApplicationData.class, Side.SERVER)
        .filter(data -> data.plaintext().filter(PlainRule::isHttp).isPresent())
        .findFirst()
        .filter(data -> facts.mqtt().expected() && !facts.mqtt().accepted())
        .ifPresent(data -> found.accept(facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
            .confidence(Confidence.PROVED)
            .summary("TLS works; behind it the server speaks HTTP, not MQTT"
                + (facts.mqtt().foreignWords().filter(HttpWords::asksForWebSocket).isPresent()
                    ? ", and it does not go over to the WebSocket that the client asks for." : "."))
            .evidence(new EvidenceItem(data.place(),
                "the server's first application data begins with \""
                    + firstLine(data.plaintext().orElseThrow()) + "\""))
            .build()));
  }

  private static Optional<byte[]> firstBytes(Conversation conversation, Side side) {
    return conversation.events().stream()
        .filter(event -> event.from() == side)
        .flatMap(event -> event instanceof Event.Plain plain ? Optional.of(plain.bytes()).stream()
            : event instanceof Event.Mqtt packet ? Optional.of(packet.bytes()).stream()
            : Optional.<byte[]>empty().stream())
        .filter(bytes -> bytes.length > 0)
        .findFirst();
  }

  private static boolean looksLikeTls(byte[] bytes) {
    return bytes.length > 1 && bytes[0] >= 20 && bytes[0] <= 24 && bytes[1] == 3;
  }

  static boolean isHttp(byte[] bytes) {
    return bytes.length > 5 && new String(bytes, 0, 5, StandardCharsets.US_ASCII).equals("HTTP/");
  }

  private static String words(byte[] bytes) {
    if (isHttp(bytes)) {
      return "HTTP (\"" + firstLine(bytes) + "\")";
    }
    if ((bytes[0] & 0xf0) == 0x20 && bytes.length > 1 && bytes[1] == 2) {
      return "an MQTT CONNACK in clear";
    }
    return "bytes that are no TLS record (first byte 0x" + String.format("%02X", bytes[0]) + ")";
  }

  /** The beginning of what somebody sent, as text; no more of it than tells a protocol, for it may hold secrets. */
  static String quoted(byte[] bytes) {
    return '"' + firstLine(Arrays.copyOf(bytes, Math.min(bytes.length, TELLING))) + '"';
  }

  private static String firstLine(byte[] bytes) {
    String text = new String(bytes, 0, Math.min(bytes.length, 60), StandardCharsets.ISO_8859_1);
    return text.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
  }
}
