package dev.plumbline.engine;

/**
 * Something an engine holds for its caller: a key, a secret, a running hash. The bytes stay with the engine.
 *
 * <p>A handle is confined to the thread that uses the connection it belongs to. Closing is idempotent, never fails, and
 * makes the engine forget; use after close is a programming error and throws {@link IllegalStateException}. The engine
 * overwrites what it can; the JVM may have copied it before.
 */
public interface Handle extends AutoCloseable {
  @Override
  void close();
}
