package dev.plumbline.diagnose.device;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a connection of this client went, with all that decides how a device would have told it.
 *
 * @param failure why it failed, if it did
 * @param facts what was known by then
 * @param engine what the engine can do
 * @param anchors whom the device trusts
 */
public record Outcome(
    Optional<TlsAlert> failure, ConnectionFacts facts, EngineProfile engine, List<ParsedCertificate> anchors) {
  /** What a status table calls an alert that came from the server. */
  static final String ALERT_RECEIVED = "alert-received";

  public Outcome {
    anchors = List.copyOf(anchors);
  }

  /** The outcome of a connection that is over. */
  public static Outcome of(TlsClient client, EngineProfile engine, List<ParsedCertificate> anchors) {
    return new Outcome(client.failure(), client.facts(), engine, anchors);
  }

  /** What the simulated device's driver returned, if the failure came from there. */
  Optional<DeviceStatus> engineStatus() {
    Throwable cause = failure.map(Throwable::getCause).orElse(null);
    if (cause instanceof EngineException local) {
      return local.status();
    }
    return cause instanceof PeerRejected peer ? peer.status() : Optional.empty();
  }

  /** The alert from the server that ended it. */
  Optional<AlertDescription> alertReceived() {
    return failure.filter(one -> one.direction() == TlsAlert.Direction.RECEIVED).flatMap(TlsAlert::description);
  }

  /** Whether it was this client that gave up, and there was somebody to tell. */
  boolean endedByUs() {
    return failure
        .filter(one -> one.direction() == TlsAlert.Direction.SENT && one.description().isPresent())
        .isPresent();
  }

  /** The failure under the names of a status table, the most particular first; none without a failure. */
  List<String> situations() {
    if (failure.isEmpty()) {
      return List.of();
    }
    if (failure.get().fault().isEmpty()) {
      return List.of(ALERT_RECEIVED);
    }
    Fault fault = failure.get().fault().get();
    List<String> names = new ArrayList<>();
    failure.get().limit().ifPresent(names::add);
    refinement(fault).ifPresent(part -> names.add(fault.id() + ":" + part));
    names.add(fault.id());
    return names;
  }

  private Optional<String> refinement(Fault fault) {
    return switch (fault) {
      case CERTIFICATE_ALGORITHM -> algorithm();
      case CERTIFICATE_ISSUER_UNKNOWN -> issuerUnknown();
      case SERVER_KEY_EXCHANGE_SIGNATURE -> facts.suite().map(
          suite -> suite.serverKeyType() == KeyType.EC ? "ec" : "rsa");
      default -> Optional.empty();
    };
  }

  /** A curve or a size of key that the engine lacks, in the chain or in an anchor that issued part of it. */
  private Optional<String> algorithm() {
    List<ParsedCertificate> keys = involved().toList();
    if (keys.stream().anyMatch(this::curveIsMissing)) {
      return Optional.of("curve");
    }
    return keys.stream().anyMatch(this::rsaSizeIsMissing) ? Optional.of("rsa-size") : Optional.empty();
  }

  private Stream<ParsedCertificate> involved() {
    List<String> issuers = facts.serverChain().stream().map(ParsedCertificate::issuer).toList();
    return Stream.concat(
        facts.serverChain().stream(), anchors.stream().filter(anchor -> issuers.contains(anchor.subject())));
  }

  private boolean curveIsMissing(ParsedCertificate certificate) {
    return certificate.keyType().filter(type -> type == KeyType.EC).isPresent()
        && certificate.curve().filter(engine.certificateCurves()::contains).isEmpty();
  }

  private boolean rsaSizeIsMissing(ParsedCertificate certificate) {
    return certificate.keyType().filter(type -> type == KeyType.RSA).isPresent()
        && (certificate.keyBits() < engine.minRsaBits() || certificate.keyBits() > engine.maxRsaBits());
  }

  private Optional<String> issuerUnknown() {
    List<ParsedCertificate> chain = facts.serverChain();
    if (!chain.isEmpty() && chain.get(0).selfIssued()) {
      return Optional.of("self-signed");
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!chain.get(i).issuer().equals(chain.get(i + 1).subject())) {
        return Optional.of("order");
      }
    }
    return Optional.empty();
  }
}
