package dev.plumbline.engine.spi;

import dev.plumbline.engine.Handle;

/** A handle that its engine remembers until it is closed, in a list that costs no allocation. */
abstract class Held implements Handle {
  private Holdings holdings;
  private Held previous;
  private Held next;
  private volatile boolean closed;

  /** Overwrites and lets go. Called once. */
  abstract void forget();

  final boolean heldBy(Holdings engine) {
    return holdings == engine;
  }

  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException("handle used after close");
    }
  }

  @Override
  public final void close() {
    if (claimClose()) {
      holdings.remove(this);
      forget();
    }
  }

  /** True once: the engine may be closing what its caller closes at the same moment. */
  private synchronized boolean claimClose() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Everything that one engine holds. Thread-safe: connections of many threads may share the engine. */
  static final class Holdings {
    private Held first;
    private boolean closed;

    synchronized void requireOpen() {
      if (closed) {
        throw new IllegalStateException("engine used after close");
      }
    }

    synchronized <H extends Held> H keep(H handle) {
      Held held = handle;
      held.holdings = this;
      held.next = first;
      if (first != null) {
        first.previous = held;
      }
      first = held;
      return handle;
    }

    private synchronized void remove(Held held) {
      if (held.previous != null) {
        held.previous.next = held.next;
      } else if (first == held) {
        first = held.next;
      }
      if (held.next != null) {
        held.next.previous = held.previous;
      }
      held.previous = null;
      held.next = null;
    }

    void closeAll() {
      for (Held held = closeAndTake(); held != null; held = closeAndTake()) {
        if (held.claimClose()) {
          held.forget();
        }
      }
    }

    private synchronized Held closeAndTake() {
      closed = true;
      Held taken = first;
      if (taken != null) {
        remove(taken);
      }
      return taken;
    }
  }
}
