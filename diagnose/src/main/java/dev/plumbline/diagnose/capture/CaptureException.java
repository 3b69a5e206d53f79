package dev.plumbline.diagnose.capture;

/** This is no capture, or none that can be read; the message is one sentence for whoever chose the file. */
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1;

  CaptureException(String message) {
    super(message);
  }
}
