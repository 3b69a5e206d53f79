package dev.plumbline.tls.handshake;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.List;
import java.util.Optional;

/** What became known of a connection, for its owner to look at; no decision rests on it. */
public final class HandshakeFacts {
  private Negotiated negotiated;
  private List<ParsedCertificate> serverChain = List.of();
  private VerifiedPath path;
  private NamedGroup group;
  private SignatureScheme scheme;
  private boolean clientAuthenticationRequested;
  private AlertDescription serverAlert;
  private AlertDescription ourAlert;

  HandshakeFacts() {}

  public Optional<Negotiated> negotiated() {
    return Optional.ofNullable(negotiated);
  }

  /** The certificates as the server sent them. */
  public List<ParsedCertificate> serverChain() {
    return serverChain;
  }

  /** The verified path, whose handle is closed by then or belongs to a state. */
  public Optional<VerifiedPath> path() {
    return Optional.ofNullable(path);
  }

  public Optional<NamedGroup> group() {
    return Optional.ofNullable(group);
  }

  /** What the server signed its ServerKeyExchange with. */
  public Optional<SignatureScheme> scheme() {
    return Optional.ofNullable(scheme);
  }

  public boolean clientAuthenticationRequested() {
    return clientAuthenticationRequested;
  }

  public Optional<AlertDescription> serverAlert() {
    return Optional.ofNullable(serverAlert);
  }

  public Optional<AlertDescription> ourAlert() {
    return Optional.ofNullable(ourAlert);
  }

  void negotiated(Negotiated known) {
    negotiated = known;
  }

  void serverChain(List<ParsedCertificate> known) {
    serverChain = known;
  }

  void path(VerifiedPath known) {
    path = known;
  }

  void keyExchange(NamedGroup chosen, SignatureScheme signedWith) {
    group = chosen;
    scheme = signedWith;
  }

  void clientAuthenticationWasRequested() {
    clientAuthenticationRequested = true;
  }

  void serverAlert(AlertDescription received) {
    serverAlert = received;
  }

  void ourAlert(AlertDescription sent) {
    ourAlert = sent;
  }
}
