package dev.plumbline.tls.interop;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Optional;

/** What ended a handshake: a fault that we found, or an alert of the server. */
record Refusal(Optional<Fault> fault, Optional<AlertDescription> alert) {
  static Refusal of(TlsAlert alert) {
    return alert.direction() == TlsAlert.Direction.SENT
        ? new Refusal(alert.fault(), Optional.empty())
        : new Refusal(Optional.empty(), alert.description());
  }

  static Refusal found(Fault fault) {
    return new Refusal(Optional.of(fault), Optional.empty());
  }

  static Refusal received(AlertDescription alert) {
    return new Refusal(Optional.empty(), Optional.of(alert));
  }
}
