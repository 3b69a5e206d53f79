package dev.plumbline.diagnose.conversation;

/** Knows where the bytes of a record's content stand. */
interface Whence {
  /** Adds the places of the bytes from one index to another to a span. */
  void extend(Span span, int from, int to);
}
