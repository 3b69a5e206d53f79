package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.Services;
import dev.plumbline.diagnose.token.TokenLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one connection, computed once: how far it came, who ended it and how, whose stack it is, what its
 * clock says, and what can be proved of the server's flight. The rules look here and nowhere else.
 */
final class Facts {
  private static final Set<Integer> PLAIN_PORTS = Set.of(80, 1883, 1884, 8080);
  private static final Duration CLOSE = Duration.ofDays(1);
  private static final int TLS_1_3 = 0x0304;
  private static final Instant FIRST_PLAUSIBLE = Instant.parse("2008-01-01T00:00:00Z");

  private final Conversation conversation;
  private final Evidence evidence;
  private final Neighbours neighbours;
  private final Casebook casebook;
  private final Course course;
  private final Ending ending;
  private final Optional<ClientHelloView> hello;
  private final Optional<ServerHelloView> answer;
  private final Stack stack;
  private final Optional<DeviceProfile> strange;
  private final Optional<DeviceClock> clock;
  private final Optional<String> expectedName;
  private final Optional<ChainFacts> chain;
  private final ServerFlightFacts flight;
  private final MqttFacts mqtt;
  private final DeviceFacts device;
  private final CodeHints codeHints;

  Facts(
      Conversation conversation, Evidence evidence, Neighbours neighbours, Stacks stacks, Casebook casebook) {
    this.conversation = conversation;
    this.neighbours = neighbours;
    this.casebook = casebook;
    this.course = new Course(conversation);
    this.ending = Ending.of(conversation);
    this.hello = conversation.clientHello();
    this.answer = conversation.serverHello();
    Optional<Stack> seen = hello.map(one -> stacks.recognise(one, evidence.profile())).filter(Stack::known);
    this.strange = evidence.profile().filter(named -> seen.filter(one -> one.contradicts(named)).isPresent());
    this.evidence = strange.isPresent() ? evidence.withoutProfile() : evidence;
    this.stack = seen.orElseGet(() -> Stack.of(this.evidence.profile()));
    Instant captured = captureTime();
    this.clock = hello.map(one -> DeviceClock.of(one, stack, this.evidence.profile(), captured)
        .or(evidence.modem(), captured));
    this.expectedName = Peers.expectedName(this);
    this.chain = Chains.of(this, captured);
    this.device = new DeviceFacts(this);
    this.codeHints = new CodeHints(this);
    this.flight = new ServerFlightFacts(this);
    this.mqtt = new MqttFacts(this);
  }

  Conversation conversation() {
    return conversation;
  }

  Evidence evidence() {
    return evidence;
  }

  /** The profile that the user named, if the client's hello is one that its stack never sends. */
  Optional<DeviceProfile> strangeProfile() {
    return strange;
  }

  /** What the other connections of the capture say. */
  Neighbours neighbours() {
    return neighbours;
  }

  Surroundings surroundings() {
    return neighbours.capture();
  }

  Course course() {
    return course;
  }

  Ending ending() {
    return ending;
  }

  Optional<ClientHelloView> hello() {
    return hello;
  }

  Optional<ServerHelloView> answer() {
    return answer;
  }

  Stack stack() {
    return stack;
  }

  Optional<DeviceClock> clock() {
    return clock;
  }

  /** The name that the device means to reach. */
  Optional<String> expectedName() {
    return expectedName;
  }

  Optional<ChainFacts> chain() {
    return chain;
  }

  /** The start of a finding, with what the casebook knows of it for this stack. */
  Finding.Builder finding(FindingId id) {
    return casebook.finding(id, stack.family());
  }

  String fix(FindingId id) {
    return finding(id).build().fix();
  }

  Instant captureTime() {
    return conversation.start().orElse(Instant.EPOCH);
  }

  /** Whether the clock of whoever captured can be believed: some routers and analysers count from zero. */
  boolean captureTimeIsPlausible() {
    return captureTime().isAfter(FIRST_PLAUSIBLE);
  }

  boolean closeToCapture(Instant time) {
    return Duration.between(time, captureTime()).abs().compareTo(CLOSE) <= 0;
  }

  /** As {@code 3 years behind}. */
  String offCapture(Instant time) {
    Duration off = Duration.between(time, captureTime());
    return Spans.length(off) + (off.isNegative() ? " ahead of the capture" : " behind the capture");
  }

  EvidenceItem clockEvidence(Instant time) {
    return clock.filter(one -> one.state() == DeviceClock.State.LOGGED).isPresent()
        ? EvidenceItem.of("the modem's log has the time " + Spans.date(time) + " (+CCLK)")
        : new EvidenceItem(hello.map(ClientHelloView::place).orElse(Place.NONE),
            "ClientHello.random begins with the time " + Spans.date(time));
  }

  /** What this is on the wire of the server's Certificate message. */
  EvidenceItem certificates(String text) {
    return at(Side.SERVER, text);
  }

  EvidenceItem clientCertificates(String text) {
    return at(Side.CLIENT, text);
  }

  private EvidenceItem at(Side side, String text) {
    return new EvidenceItem(conversation.certificate(side).map(one -> one.place()).orElse(Place.NONE), text);
  }

  /** MQTT without TLS. */
  boolean plainMqtt() {
    return conversation.protocol() == Protocol.MQTT;
  }

  /** A port on which TLS is not the custom. */
  boolean plainPort() {
    return PLAIN_PORTS.contains(conversation.serverEnd().port());
  }

  boolean tls13() {
    return answer.filter(one -> one.version() >= TLS_1_3).isPresent();
  }

  /** What can be proved of the server's flight. */
  ServerFlightFacts flight() {
    return flight;
  }

  /** What MQTT came to. */
  MqttFacts mqtt() {
    return mqtt;
  }

  /** What is known of the device itself. */
  DeviceFacts device() {
    return device;
  }

  /** What the code that the stack reported says of it. */
  CodeHints codeHints() {
    return codeHints;
  }

  /** What kind of broker it is: as told, or by its name. */
  Optional<ServiceProfile> service() {
    return evidence.service().or(() -> expectedName.flatMap(Services::forHost));
  }

  TokenLimits tokenLimits(String clientId) {
    return service().map(one -> one.tokenLimits(Optional.of(clientId))).orElse(TokenLimits.UNKNOWN);
  }

  /** The capture went on for long after the last sign of this connection. */
  boolean waitedLong() {
    return Peers.waitedLong(this);
  }

  Event lastSaid() {
    return Peers.lastSaid(conversation);
  }

  /** Whose turn it was when the last message had been said. */
  Side awaited() {
    return Peers.awaited(lastSaid());
  }

  boolean sameServerSpokeTls() {
    return neighbours.serverAnsweredAnother(conversation);
  }

  boolean sameServerAnsweredWithName() {
    return neighbours.serverAnsweredNamed(conversation);
  }

  String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
