package dev.plumbline.tls.io;

/**
 * Hears what one connection sends and receives, as the transport carries it. The bytes belong to the caller. What was
 * received is told after it was dealt with, so that keys are known before the records that need them, and before what
 * is sent in answer to it. Never throws, and never waits for the connection; called by one thread for each direction.
 */
public interface Tap {
  /** Hears nothing. */
  Tap NONE = new NoTap();

  void sent(byte[] array, int offset, int length);

  void received(byte[] array, int offset, int length);

  /** This side will send no more (FIN). Told once. */
  void sentEnd();

  /** The other side will send no more (FIN). Told once. */
  void receivedEnd();

  /** The other side broke the connection (RST). */
  void receivedReset();
}
