package dev.plumbline.cli.tls;

import dev.plumbline.tls.io.Tap;

/** Two that hear the same connection. */
record TapPair(Tap first, Tap second) implements Tap {
  @Override
  public void sent(byte[] array, int offset, int length) {
    first.sent(array, offset, length);
    second.sent(array, offset, length);
  }

  @Override
  public void received(byte[] array, int offset, int length) {
    first.received(array, offset, length);
    second.received(array, offset, length);
  }

  @Override
  public void sentEnd() {
    first.sentEnd();
    second.sentEnd();
  }

  @Override
  public void receivedEnd() {
    first.receivedEnd();
    second.receivedEnd();
  }

  @Override
  public void receivedReset() {
    first.receivedReset();
    second.receivedReset();
  }
}
