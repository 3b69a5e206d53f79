package dev.plumbline.tls.trace;

/** The key log that wants nothing. */
final class NoKeyLog implements KeyLog {
  @Override
  public boolean wants() {
    return false;
  }

  @Override
  public void clientRandom(byte[] clientRandom, byte[] masterSecret) {}
}
