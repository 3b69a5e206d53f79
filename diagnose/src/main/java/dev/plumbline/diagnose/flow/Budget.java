package dev.plumbline.diagnose.flow;

/** The bytes that all connections together hold back, overhead included. */
final class Budget {
  private final long limit;
  private long used;

  Budget(long limit) {
    this.limit = limit;
  }

  void take(long bytes) {
    used += bytes;
  }

  void giveBack(long bytes) {
    used -= bytes;
  }

  boolean exceeded() {
    return used > limit;
  }

  long used() {
    return used;
  }
}
