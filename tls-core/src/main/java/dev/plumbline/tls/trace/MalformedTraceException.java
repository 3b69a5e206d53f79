package dev.plumbline.tls.trace;

import java.io.IOException;

/**
 * A file that is not a trace, or a line of it that does not follow the form; the message is one sentence with the line.
 */
public final class MalformedTraceException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedTraceException(int line, String what) {
    super("line " + line + " of the trace: " + what);
  }
}
