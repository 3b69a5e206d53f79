package dev.plumbline.tls.trace;

import java.util.Locale;
import java.util.Optional;

/** Every observable value of a connection, in the order in which it is derived, by its RFC name. */
public enum TracePoint {
  CLIENT_RANDOM(false),
  CLIENT_HELLO(false),
  SERVER_HELLO(false),
  CERTIFICATE(false),
  CERTIFICATE_PATH(false),
  CERTIFICATE_STATUS(false),
  SERVER_KEY_EXCHANGE(false),
  SERVER_PARAMS_SIGNED(false),
  CERTIFICATE_REQUEST(false),
  SERVER_HELLO_DONE(false),
  CLIENT_CERTIFICATE(false),
  CLIENT_PUBLIC_POINT(false),
  PRE_MASTER_SECRET(true),
  CLIENT_KEY_EXCHANGE(false),
  MASTER_SECRET_SEED(false),
  SESSION_HASH(false),
  MASTER_SECRET(true),
  KEY_BLOCK(true),
  CLIENT_WRITE_KEY(true),
  SERVER_WRITE_KEY(true),
  CLIENT_WRITE_IV(true),
  SERVER_WRITE_IV(true),
  CERTIFICATE_VERIFY_HASH(false),
  CERTIFICATE_VERIFY(false),
  CLIENT_CHANGE_CIPHER_SPEC(false),
  HANDSHAKE_HASH_CLIENT_FINISHED(false),
  VERIFY_DATA_CLIENT(false),
  CLIENT_FINISHED(false),
  NEW_SESSION_TICKET(false),
  SERVER_CHANGE_CIPHER_SPEC(false),
  HANDSHAKE_HASH_SERVER_FINISHED(false),
  VERIFY_DATA_SERVER(false),
  SERVER_FINISHED(false),
  RECORD_SENT(false),
  RECORD_RECEIVED(false),
  RECORD_PLAINTEXT_SENT(true),
  RECORD_PLAINTEXT_RECEIVED(true),
  HELLO_REQUEST(false),
  ALERT_SENT(false),
  ALERT_RECEIVED(false);

  private final boolean secret;
  private final String id;

  TracePoint(boolean secret) {
    this.secret = secret;
    this.id = name().toLowerCase(Locale.ROOT);
  }

  /** A stable name for files: {@code pre_master_secret}. */
  public String id() {
    return id;
  }

  public static Optional<TracePoint> of(String id) {
    for (TracePoint point : values()) {
      if (point.id.equals(id)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  /** Whether the value must be kept from people who may not read the connection. */
  public boolean secret() {
    return secret;
  }
}
