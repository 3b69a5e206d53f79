package dev.plumbline.tls.wire;

import java.util.Optional;

/** ContentType (RFC 5246 §6.2.1). */
public enum ContentType {
  CHANGE_CIPHER_SPEC(20),
  ALERT(21),
  HANDSHAKE(22),
  APPLICATION_DATA(23);

  private final int code;

  ContentType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<ContentType> of(int code) {
    return code >= 20 && code <= 23 ? Optional.of(values()[code - 20]) : Optional.empty();
  }
}
