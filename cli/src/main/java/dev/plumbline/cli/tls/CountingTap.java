package dev.plumbline.cli.tls;

import dev.plumbline.tls.io.Tap;

/** Counts what passes, and passes it on. */
final class CountingTap implements Tap {
  private final Tap next;
  private volatile long sent;
  private volatile long received;
  private volatile boolean reset;

  CountingTap(Tap next) {
    this.next = next;
  }

  long bytesSent() {
    return sent;
  }

  long bytesReceived() {
    return received;
  }

  /** Whether the other side broke the connection rather than ended it. */
  boolean wasReset() {
    return reset;
  }

  @Override
  public void sent(byte[] array, int offset, int length) {
    sent = sent + length;
    next.sent(array, offset, length);
  }

  @Override
  public void received(byte[] array, int offset, int length) {
    received = received + length;
    next.received(array, offset, length);
  }

  @Override
  public void sentEnd() {
    next.sentEnd();
  }

  @Override
  public void receivedEnd() {
    next.receivedEnd();
  }

  @Override
  public void receivedReset() {
    reset = true;
    next.receivedReset();
  }
}
