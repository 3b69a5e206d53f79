package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.conversation.ServerKeyExchangeView;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.DateFact;
import dev.plumbline.diagnose.proof.NameFacts.Coverage;
import dev.plumbline.diagnose.proof.SignatureCheck;
import dev.plumbline.diagnose.proof.SignatureProof;
import dev.plumbline.diagnose.replay.FlightReplay;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be proved of the server's flight, and what that rules out. */
final class ServerFlightFacts {
  private static final String BIG_IN_ROM = "endian=big,anchors=rom";
  private static final String BIG_IN_RAM = "endian=big,anchors=ram";

  private final Facts facts;
  private final Optional<SignatureCheck> exchange;

  ServerFlightFacts(Facts facts) {
    this.facts = facts;
    this.exchange = exchange();
  }

  private Optional<SignatureCheck> exchange() {
    Optional<ServerKeyExchangeView> view = facts.conversation().serverKeyExchange();
    boolean leaf = facts.chain().flatMap(ChainFacts::leaf).isPresent();
    if (view.isEmpty() || view.get().signature().length == 0 || !leaf || facts.hello().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(SignatureProof.serverKeyExchange(
        facts.chain().orElseThrow().leaf().orElseThrow().key(),
        facts.hello().get().random(),
        facts.answer().orElseThrow().random(),
        view.get().params(),
        view.get().scheme(),
        view.get().signature()));
  }

  /** The anchors are known, and a path leads to one of them. */
  boolean chainProved() {
    return facts.chain().filter(chain -> chain.answersTrust() && chain.idealPath().isPresent()).isPresent();
  }

  /** A key or a signature of the chain is below what some stacks take: then that may be why, though all of it holds. */
  boolean chainWeak() {
    return facts.chain().filter(one -> !one.weaknesses().isEmpty()).isPresent();
  }

  /** Nothing that can be computed of it is wrong; what the device trusts may be unknown. */
  boolean good() {
    if (facts.chain().filter(chain -> chain.leaf().isPresent()).isEmpty()) {
      return false;
    }
    ChainFacts chain = facts.chain().orElseThrow();
    boolean trust = !chain.answersTrust() || chain.idealPath().isPresent();
    boolean dates = chain.answersTrust()
        ? chain.question().deviceTime().map(time -> chain.idealPath(time).isPresent()).orElse(true)
        : chain.datesAtCapture().stream().allMatch(date -> date.valid())
            && chain.datesAtDevice().stream().allMatch(date -> date.valid());
    boolean name = chain.name().filter(one -> one.coverage() == Coverage.NOT_COVERED).isEmpty();
    return trust && dates && name
        && !LeafRule.nameComparedLiterally(facts) && chain.usage().isEmpty() && exchangeHolds();
  }

  /**
   * Only the common name has the host's: NetX Secure, mbed TLS, BearSSL, wolfSSL and OpenSSL look there where there is
   * no subjectAltName; what an unknown stack does, nobody knows (RFC 9525 §2 forbids it).
   */
  boolean nameIsDisputed() {
    return facts.stack().family() == Family.OTHER
        && facts.chain().flatMap(ChainFacts::name)
            .filter(one -> one.coverage() == Coverage.BY_COMMON_NAME_ONLY).isPresent();
  }

  /** RFC 5280 does not ask for an anchor's dates; OpenSSL, GnuTLS and mbed TLS look at them all the same. */
  Optional<DateFact> expiredAnchor() {
    return facts.chain().filter(ChainFacts::answersTrust).flatMap(ChainFacts::bestPath)
        .map(path -> DateFact.of(path.anchor(), facts.captureTime()))
        .filter(date -> !date.valid() && facts.captureTimeIsPlausible());
  }

  private boolean exchangeHolds() {
    return exchange.filter(SignatureCheck::invalid).isEmpty();
  }

  List<EvidenceItem> keyExchangeEvidence() {
    return exchange.filter(SignatureCheck::valid)
        .map(valid -> new EvidenceItem(place(), "ServerKeyExchange's signature verifies with the server's key"))
        .map(List::of)
        .orElse(List.of());
  }

  /** What speaks against the server: its own signature does not verify in software either. */
  List<EvidenceItem> keyExchangeRefuted() {
    return exchange.filter(SignatureCheck::invalid)
        .map(invalid -> new EvidenceItem(place(), "ServerKeyExchange's signature does not verify in software either:"
            + " the server's key does not belong to its certificate, or bytes were changed on the way"))
        .map(List::of)
        .orElse(List.of());
  }

  private Place place() {
    return facts.conversation().serverKeyExchange().map(ServerKeyExchangeView::place).orElse(Place.NONE);
  }

  /** What the facts clear, in the order of a connection, each with the evidence for it. */
  List<RuledOut> exonerations() {
    List<RuledOut> out = new ArrayList<>();
    if (facts.course().reached(Stage.BEFORE_CLIENT_HELLO)) {
      out.add(new RuledOut("the network below TLS", lookedUp() + "TCP connected, and both sides were heard"));
    }
    if (!facts.course().reached(Stage.CONNECT) && !facts.plainMqtt()) {
      out.add(new RuledOut("credentials, client id and token",
          "the client sent no application data, so the broker never saw them"));
    }
    facts.hello().flatMap(ClientHelloView::serverName).ifPresent(name ->
        out.add(new RuledOut("sni-missing", "ClientHello carries server_name '" + name + "'")));
    facts.answer().ifPresent(answer -> out.add(new RuledOut("no-shared-suite",
        "the server chose " + Names.suite(answer.suite()))));
    facts.chain().filter(chain -> chain.leaf().isPresent()).ifPresent(chain -> chainClears(chain, out));
    if (exchange.filter(SignatureCheck::valid).isPresent()) {
      out.add(new RuledOut("the server's key exchange", "its signature verifies with the certificate's key"));
    }
    Peers.sameAndWell(facts).ifPresent(other -> out.add(new RuledOut("the configuration of either side", "connection "
        + other.stream() + ", with the same ClientHello and the same certificates, completed its handshake")));
    return out;
  }

  /** Addresses, masks and name servers are in order if the name was looked up and TCP connected (C16). */
  private String lookedUp() {
    return facts.expectedName()
        .filter(name -> facts.surroundings().resolved().getOrDefault(name, Set.of())
            .contains(facts.conversation().serverEnd().address()))
        .map(name -> "the name " + name + " was looked up, ")
        .orElse("");
  }

  private static void chainClears(ChainFacts chain, List<RuledOut> out) {
    if (chain.answersTrust()) {
      chain.idealPath().ifPresent(path -> out.add(
          new RuledOut("trust-anchor-missing", "every signature verifies up to an anchor: " + path.words())));
    }
    if (!chain.datesAtCapture().isEmpty() && chain.datesAtCapture().stream().allMatch(date -> date.valid())) {
      out.add(new RuledOut("certificate-expired", "every certificate was valid when this was captured"));
    }
    if (!chain.datesAtDevice().isEmpty() && chain.datesAtDevice().stream().allMatch(date -> date.valid())) {
      out.add(new RuledOut("device-clock-wrong", "the certificates are valid at the time of the device's own clock"));
    }
    chain.name().filter(name -> name.coverage() == Coverage.COVERED)
        .ifPresent(name -> out.add(new RuledOut("hostname-mismatch", name.sentence())));
  }

  /** A secure crypto engine, an EC key as anchor, and a client that stumbled over a certificate's signature. */
  boolean mayBeSwap() {
    boolean certificate = facts.ending().alertBy(Side.CLIENT, 42) || facts.ending().leftSilently(Side.CLIENT);
    boolean ec = facts.chain().flatMap(ChainFacts::idealPath).filter(path -> path.anchor().key().isEc()).isPresent();
    return engineMaySwap() && certificate && ec && chainProved();
  }

  /** Of our own client it is known; of a device, whether it has that engine. */
  private boolean engineMaySwap() {
    if (own().isPresent()) {
      return facts.evidence().settings().swapsInRom();
    }
    return facts.stack().family() == Family.NETX
        && Peers.profile(facts).filter(profile -> profile.engine().spec().engine() == EngineSpec.Kind.SCE7).isPresent();
  }

  private Optional<EngineSpec> own() {
    return facts.evidence().settings().engine();
  }

  /** The flight on the device's engine, big-endian, anchors in ROM and in RAM. */
  Optional<Swap> romSwap() {
    Optional<DeviceProfile> profile = Peers.profile(facts).or(() -> own().flatMap(Replays::usualDevice));
    boolean replayable = facts.hello().isPresent() && facts.answer().isPresent();
    if (profile.isEmpty() || facts.evidence().anchors().isEmpty() || !replayable) {
      return Optional.empty();
    }
    FlightReplay replay = Replays.flight(facts, profile.get(), facts.evidence().anchors().get());
    EngineSpec engine = own().orElseGet(replay::engine);
    try {
      return Optional.of(new Swap(
          replay.run(engine.withAll(BIG_IN_ROM)), replay.run(engine.withAll(BIG_IN_RAM))));
    } catch (EngineException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
