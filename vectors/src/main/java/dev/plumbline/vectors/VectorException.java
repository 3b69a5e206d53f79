package dev.plumbline.vectors;

import java.io.IOException;

/**
 * A vector file cannot be read, or is not what the schema says. The message is a sentence that names file and place.
 */
public final class VectorException extends IOException {
  private static final long serialVersionUID = 1L;

  VectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
