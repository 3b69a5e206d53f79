package dev.plumbline.engine;

import java.util.Optional;

/** The engine did its work, and what the peer sent did not hold. */
public final class PeerRejected extends Exception {
  private static final long serialVersionUID = 1L;

  /** What did not hold. */
  public enum Reason {
    /** A signature does not verify. */
    SIGNATURE,
    /** A public point is not on its curve, or leads to the all-zero secret. */
    POINT,
    /** A public key is of a kind or size that this engine does not accept. */
    KEY,
    /** A record's authentication tag is wrong. */
    RECORD_MAC
  }

  private final Reason reason;
  private final transient DeviceStatus status;

  public PeerRejected(Reason reason, String what) {
    this(reason, what, null);
  }

  public PeerRejected(Reason reason, String what, DeviceStatus status) {
    super(what);
    this.reason = reason;
    this.status = status;
  }

  private PeerRejected(Reason reason) {
    super("record authentication failed", null, false, false);
    this.reason = reason;
    this.status = null;
  }

  /** One for all failed records: without a stack trace, so that every failure costs and says the same. */
  public static PeerRejected recordMac() {
    return RecordMac.INSTANCE;
  }

  public Reason reason() {
    return reason;
  }

  /** The device's own words for it, when the engine models a device. */
  public Optional<DeviceStatus> status() {
    return Optional.ofNullable(status);
  }

  private static final class RecordMac {
    static final PeerRejected INSTANCE = new PeerRejected(Reason.RECORD_MAC);
  }
}
