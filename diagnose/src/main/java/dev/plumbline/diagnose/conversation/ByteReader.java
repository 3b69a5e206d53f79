package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Stretch;

/** Reads what one side sends, once it is known what kind of thing it is. */
interface ByteReader {
  void data(byte[] array, int offset, int length, Stretch where);

  /** Bytes that are not in the capture. */
  void missing(long bytes, Stretch where);

  /** Nothing will follow: tells what is left half done. */
  void end();

  /** How many bytes it holds for what is not complete. */
  int held();
}
