package dev.plumbline.diagnose.capture;

/** Is told now and then how far reading has come: every few megabytes, and at the end. */
@FunctionalInterface
public interface CaptureProgress {
  /** Tells nobody. */
  CaptureProgress NONE = (bytes, size, frames) -> {};

  /**
   * So far this much has been read.
   *
   * @param bytes of the file, before any decompression
   * @param size of the file, or -1 if unknown
   */
  void at(long bytes, long size, long frames);
}
