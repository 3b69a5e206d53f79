package dev.plumbline.tls;

/** How much a client wants an extension. */
public enum Demand {
  /** Not offered. */
  OFF,
  /** Offered; a server without it is accepted. */
  OFFER,
  /** Offered; a server without it is refused. */
  REQUIRE
}
