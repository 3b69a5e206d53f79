package dev.plumbline.engine;

/**
 * The server's ECDHE share after its signature and its point were verified: authentication precedes use, because no
 * other verb makes one (RFC 8422 §5.4, §5.11).
 */
public interface PeerShare extends Handle {
  NamedGroup group();
}
