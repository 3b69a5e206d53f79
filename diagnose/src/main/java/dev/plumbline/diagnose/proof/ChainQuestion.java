package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be found out about a chain, and from what.
 *
 * @param sent the certificates of the server's Certificate message, in their order
 * @param anchors what the device trusts; empty if that is not known, which is not the same as trusting nobody
 * @param name the name that was asked for
 * @param captureTime when the server sent them
 * @param deviceTime what the device takes for the time, if that is known
 * @param devicePolicy how the device looks for paths, if that is known
 * @param exchange what the server's key has to do
 */
public record ChainQuestion(
    List<byte[]> sent,
    Optional<List<ParsedCertificate>> anchors,
    Optional<String> name,
    Instant captureTime,
    Optional<Instant> deviceTime,
    Optional<PathPolicy> devicePolicy,
    KeyExchange exchange) {
  public ChainQuestion {
    sent = List.copyOf(sent);
    anchors = anchors.map(List::copyOf);
  }

  /** The least that makes sense. */
  public static ChainQuestion of(List<byte[]> sent, Instant captureTime) {
    return new ChainQuestion(
        sent, Optional.empty(), Optional.empty(), captureTime, Optional.empty(), Optional.empty(), KeyExchange.UNKNOWN);
  }

  public ChainQuestion trusting(List<ParsedCertificate> trusted) {
    return new ChainQuestion(sent, Optional.of(trusted), name, captureTime, deviceTime, devicePolicy, exchange);
  }

  public ChainQuestion named(String server) {
    return new ChainQuestion(sent, anchors, Optional.of(server), captureTime, deviceTime, devicePolicy, exchange);
  }

  public ChainQuestion atDeviceTime(Instant time) {
    return new ChainQuestion(sent, anchors, name, captureTime, Optional.of(time), devicePolicy, exchange);
  }

  public ChainQuestion builtBy(PathPolicy policy) {
    return new ChainQuestion(sent, anchors, name, captureTime, deviceTime, Optional.of(policy), exchange);
  }

  public ChainQuestion exchanging(KeyExchange what) {
    return new ChainQuestion(sent, anchors, name, captureTime, deviceTime, devicePolicy, what);
  }
}
