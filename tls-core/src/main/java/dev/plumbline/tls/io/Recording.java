package dev.plumbline.tls.io;

/** A connection between two others, as somebody in the middle hears it: either side may break it. */
public interface Recording extends Tap {

  /** The local side broke the connection (RST). */
  void sentReset();
}
