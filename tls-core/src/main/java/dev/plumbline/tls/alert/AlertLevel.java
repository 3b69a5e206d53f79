package dev.plumbline.tls.alert;

import java.util.Optional;

/** AlertLevel (RFC 5246 §7.2). */
public enum AlertLevel {
  WARNING(1, "warning"),
  FATAL(2, "fatal");

  private final int code;
  private final String rfcName;

  AlertLevel(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public int code() {
    return code;
  }

  public String rfcName() {
    return rfcName;
  }

  public static Optional<AlertLevel> of(int code) {
    return switch (code) {
      case 1 -> Optional.of(WARNING);
      case 2 -> Optional.of(FATAL);
      default -> Optional.empty();
    };
  }
}
