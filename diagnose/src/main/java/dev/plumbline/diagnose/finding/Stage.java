package dev.plumbline.diagnose.finding;

import java.util.Locale;

/** How far a connection came, in the order in which it goes. */
public enum Stage {
  /** No packet of a connection. */
  NOTHING,
  /** The connection of TCP did not open. */
  TCP,
  /** TCP is open, no complete ClientHello. */
  BEFORE_CLIENT_HELLO,
  CLIENT_HELLO,
  SERVER_HELLO,
  CERTIFICATE,
  SERVER_KEY_EXCHANGE,
  /** The server's flight is complete. */
  SERVER_HELLO_DONE,
  CLIENT_CERTIFICATE,
  CLIENT_KEY_EXCHANGE,
  CERTIFICATE_VERIFY,
  /** The client's Finished is out. */
  CLIENT_FINISHED,
  /** Both have sent Finished, no application data of the client yet. */
  ESTABLISHED,
  /** The client has sent application data: CONNECT, if all is well. */
  CONNECT,
  /** The server has answered. */
  CONNACK,
  /** MQTT goes on. */
  SESSION;

  /** As in the JSON document: {@code client-hello}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
