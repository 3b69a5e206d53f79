package dev.plumbline.tls.testing;

/** A server in the same JVM, without a network. */
public interface MemoryPeer {
  /** Takes what the client sent and returns what the server answers; both may be empty. */
  byte[] exchange(byte[] fromClient);
}
