package dev.plumbline.tls.io;

/**
 * Hears which packets of a capture a connection went into, as they are written. Called under the lock of the
 * connection; must not call it back.
 */
@FunctionalInterface
public interface PacketListener {
  /** Hears nothing. */
  PacketListener NONE = packet -> {};

  void wrote(WrittenPacket packet);
}
