package dev.plumbline.diagnose.capture;

/** Takes frames out of a file. */
interface FrameSink {
  /**
   * The next frame.
   *
   * @param captured how many bytes are there
   * @param original how many there were
   */
  void frame(int linkType, byte[] array, int offset, int captured, int original, long nanos);
}
