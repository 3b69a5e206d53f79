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
import dev.plumbline.diagnose.finding.Recognised;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.Services;
import dev.plumbline.diagnose.token.TokenLimits;
import dev.plumbline.engine.EngineProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one connection, computed once: how far it came, who ended it and how, whose stack it is, what its clock
 * says, and what can be proved of the server's flight. The rules look here and nowhere else.
 */
final class Facts {
  private static final Set<Integer> PLAIN_PORTS = Set.of(80, 1883, 1884, 8080);
  private static final Duration CLOSE = Duration.ofDays(1);
  private static final Instant FIRST_PLAUSIBLE = Instant.parse("2008-01-01T00:00:00Z");
  private static final int TLS_1_3 = 0x0304;

  private final Conversation conversation;
  private final Evidence evidence;
  private final Surroundings surroundings;
  private final Casebook casebook;
  private final Course course;
  private final Ending ending;
  private final Optional<ClientHelloView> hello;
  private final Optional<ServerHelloView> answer;
  private final Stack stack;
  private final Optional<DeviceClock> clock;
  private final Optional<String> expectedName;
  private final Optional<ChainFacts> chain;
  private final ServerFlightFacts flight;
  private final MqttFacts mqtt;

  Facts(
      Conversation conversation, Evidence evidence, Surroundings surroundings, Stacks stacks, Casebook casebook) {
    this.conversation = conversation;
    this.evidence = evidence;
    this.surroundings = surroundings;
    this.casebook = casebook;
    this.course = new Course(conversation);
    this.ending = Ending.of(conversation);
    this.hello = conversation.clientHello();
    this.answer = conversation.serverHello();
    this.stack = hello.map(one -> stacks.recognise(one, evidence.profile())).filter(Stack::known)
        .orElseGet(this::stackOfProfile);
    Instant captured = captureTime();
    this.clock = hello.map(one -> DeviceClock.of(one, stack, evidence.profile(), captured));
    this.expectedName = Peers.expectedName(this);
    this.chain = Chains.of(this, captured);
    this.flight = new ServerFlightFacts(this);
    this.mqtt = new MqttFacts(this);
  }

  private Stack stackOfProfile() {
    return evidence.profile()
        .map(profile -> new Stack(Stack.Family.of(profile.name()), "", profile.name()))
        .orElse(Stack.UNKNOWN);
  }

  Conversation conversation() {
    return conversation;
  }

  Evidence evidence() {
    return evidence;
  }

  Surroundings surroundings() {
    return surroundings;
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

  Recognised client() {
    return new Recognised(stack.title(), Peers.profile(this), clock.flatMap(DeviceClock::time));
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
    return new EvidenceItem(hello.map(ClientHelloView::place).orElse(Place.NONE),
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

  boolean expectsMqtt() {
    return mqtt.expected();
  }

  boolean mqttAccepted() {
    return mqtt.accepted();
  }

  /** Length of the plaintext of application data, if the suite tells. */
  Optional<Integer> plainLength(Event.ApplicationData data) {
    return data.plaintext().map(bytes -> bytes.length)
        .or(() -> answer.flatMap(one -> Names.suiteInfo(one.suite()))
            .flatMap(suite -> Lengths.plain(suite, data.length())));
  }

  /**
   * In TLS 1.3 a server that refuses a client certificate says so after the handshake, and encrypted. One that was
   * content sends tickets first, if it sends any.
   */
  boolean hiddenRefusal() {
    return tls13()
        && ending.by(Side.SERVER)
        && ending.kind() == Ending.Kind.HIDDEN_ALERT
        && ending.silence().compareTo(Duration.ofSeconds(1)) < 0
        && course.applicationRecords(Side.SERVER) == 0
        && HiddenClientFlight.of(this) != HiddenClientFlight.NOT_ASKED;
  }

  boolean tls13() {
    return answer.filter(one -> one.version() >= TLS_1_3).isPresent();
  }

  /** Whether it may be the broker's answer, and is no ticket of TLS 1.3. */
  boolean answers(Event.ApplicationData data) {
    return !tls13() || !Tickets.of(this).contains(data);
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
    return Peers.sameServer(this).anyMatch(other -> other.serverHello().isPresent());
  }

  boolean sameServerAnsweredWithName() {
    return Peers.sameServer(this).anyMatch(other -> other.serverHello().isPresent()
        && other.clientHello().flatMap(ClientHelloView::serverName).isPresent());
  }

  Optional<EvidenceItem> leafForAnotherName() {
    return Peers.leafForAnotherName(this);
  }

  /** The device's buffers, by the profile that was named or recognised. */
  Optional<Buffers> buffers() {
    return Peers.profile(this).map(DeviceProfile::buffers);
  }

  /** What the device's hardware engine can do; empty where software computes, which can do whatever it was built for. */
  Optional<EngineProfile> engineProfile() {
    return Peers.profile(this).flatMap(HardwareEngines::profile);
  }

  boolean anchorOnP384() {
    return evidence.anchors().stream().flatMap(List::stream)
        .anyMatch(anchor -> anchor.curve().filter(curve -> curve.ianaName().equals("secp384r1")).isPresent());
  }

  /** The code that the stack reported. */
  Optional<String> code() {
    return evidence.code();
  }

  /** The lines of the device's configuration that say something. */
  List<EvidenceItem> settingsEvidence() {
    return evidence.settings().lines().stream().map(line -> EvidenceItem.of("the configuration says: " + line)).toList();
  }

  /** A line of the device's configuration or log that has this code. */
  Optional<String> codeInLog(String code) {
    return evidence.settings().lines().stream()
        .filter(line -> line.toUpperCase(java.util.Locale.ROOT).contains(code.toUpperCase(java.util.Locale.ROOT)))
        .findFirst();
  }

  boolean serverFlightIsGood() {
    return flight.good();
  }

  boolean chainIsProved() {
    return flight.chainProved();
  }

  List<RuledOut> exonerations() {
    return flight.exonerations();
  }

  List<EvidenceItem> keyExchangeEvidence() {
    return flight.keyExchangeEvidence();
  }

  boolean mayBeSwap() {
    return flight.mayBeSwap();
  }

  Optional<Swap> romSwap() {
    return flight.romSwap();
  }

  Optional<ClientProof> certificateVerify() {
    return ClientCertificates.proof(this);
  }

  List<String> clientCertificateDefects() {
    return ClientCertificates.defects(this);
  }

  String clientCertificateWords() {
    return ClientCertificates.words(this);
  }

  String alertName() {
    return Names.alert(ending.alert());
  }

  String messageName(Event.Handshake message) {
    return Names.handshakeType(message.type());
  }

  String describe(Event event) {
    return Peers.describe(event);
  }

  String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
