package dev.plumbline.tls.io;

/** The tap that hears nothing. */
final class NoTap implements Tap {
  @Override
  public void sent(byte[] array, int offset, int length) {}

  @Override
  public void received(byte[] array, int offset, int length) {}

  @Override
  public void sentEnd() {}

  @Override
  public void receivedEnd() {}

  @Override
  public void receivedReset() {}
}
