package dev.plumbline.tls.trace;

/** Two key logs as one. */
record KeyLogs(KeyLog first, KeyLog second) implements KeyLog {
  @Override
  public boolean wants() {
    return first.wants() || second.wants();
  }

  @Override
  public void clientRandom(byte[] clientRandom, byte[] masterSecret) {
    for (KeyLog log : new KeyLog[] {first, second}) {
      if (log.wants()) {
        log.clientRandom(clientRandom, masterSecret);
      }
    }
  }
}
