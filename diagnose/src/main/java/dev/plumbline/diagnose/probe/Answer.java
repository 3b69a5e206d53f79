package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.device.LimitExceeded;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server made of one ClientHello.
 *
 * @param outcome how far it went
 * @param alert the number of the alert that the server ended it with
 * @param version what ServerHello agreed to
 * @param suite the number of the suite that it chose
 * @param group the number of the group of its key exchange
 * @param strangeGroup whether that group is one that the device does not know
 * @param scheme the number of the algorithm that its key exchange is signed with
 * @param chain the certificates that it sent; those that can't be read are left out, and all after them
 * @param wantsCertificate whether it asks for a client certificate
 * @param observed sizes of what it sent
 * @param exceeded what the device has no room for
 * @param distrust why the certificate can't be trusted; empty if it can, or nobody was asked
 * @param remark a sentence on the outcome, for people
 */
public record Answer(
    Outcome outcome,
    OptionalInt alert,
    OptionalInt version,
    OptionalInt suite,
    OptionalInt group,
    boolean strangeGroup,
    OptionalInt scheme,
    List<ParsedCertificate> chain,
    boolean wantsCertificate,
    Observed observed,
    List<LimitExceeded> exceeded,
    Optional<String> distrust,
    String remark) {

  /** The only version that a hello of this probe is about. */
  private static final int TLS_1_2 = 0x0303;

  /** How far a server went with a ClientHello, and how it ended. */
  public enum Outcome {
    /** The handshake was completed, and closed with close_notify. */
    COMPLETED,
    /** The server sent its whole flight, to ServerHelloDone; the handshake was not completed. */
    ANSWERED,
    /** It sent an alert instead. */
    ALERT,
    /** It closed the connection without one. */
    CLOSED,
    /** It, or something between, broke the connection. */
    RESET,
    /** It accepted the connection and did not answer in time. */
    SILENT,
    /** What it sent is not TLS. */
    NOT_TLS,
    /** What it sent looks like TLS, and makes no sense. */
    MALFORMED,
    /** There was no connection. */
    UNREACHABLE;

    /** Whether the network failed below TLS. */
    public boolean belowTls() {
      return this == RESET || this == SILENT || this == UNREACHABLE;
    }
  }

  public Answer {
    chain = List.copyOf(chain);
    exceeded = List.copyOf(exceeded);
  }

  static Answer nothing(Outcome outcome, String remark) {
    return new Answer(
        outcome, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), false,
        OptionalInt.empty(), List.of(), false, Observed.NOTHING, List.of(), Optional.empty(), remark);
  }

  /** Whether the server accepts the hello, whatever the device makes of its answer. */
  public boolean accepted() {
    return outcome == Outcome.COMPLETED || outcome == Outcome.ANSWERED;
  }

  /** Whether the device can live with it: TLS 1.2, a known group, within its limits, and trusted if asked for. */
  public boolean works() {
    return accepted() && !otherVersion() && !strangeGroup && exceeded.isEmpty() && distrust.isEmpty();
  }

  /** Whether the server chose a version, and it is not TLS 1.2. */
  public boolean otherVersion() {
    return version.isPresent() && version.getAsInt() != TLS_1_2;
  }

  public Optional<ParsedCertificate> leaf() {
    return chain.stream().findFirst();
  }
}
