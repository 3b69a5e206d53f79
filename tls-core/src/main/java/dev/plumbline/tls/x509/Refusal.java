package dev.plumbline.tls.x509;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Locale;

/** One candidate path does not hold, for this reason. Stackless: a search meets many. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient Object[] details;

  private Refusal(Fault fault, Throwable cause, Object... details) {
    super(fault.name(), cause, false, false);
    this.fault = fault;
    this.details = details;
  }

  static Refusal of(Fault fault, Object... details) {
    return new Refusal(fault, null, details);
  }

  static Refusal because(Throwable cause, Fault fault, Object... details) {
    return new Refusal(fault, cause, details);
  }

  Fault fault() {
    return fault;
  }

  /** The sentence alone. */
  String sentence() {
    return String.format(Locale.ROOT, fault.template(), details);
  }

  /** As the end of the connection. */
  TlsAlert alert() {
    return fault.because(getCause(), details);
  }
}
