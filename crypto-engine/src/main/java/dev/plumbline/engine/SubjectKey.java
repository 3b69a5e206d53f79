package dev.plumbline.engine;

/** A public key that the engine trusts: a trust anchor's, or that of a certificate it verified with such a key. */
public interface SubjectKey extends Handle {
  KeyType type();
}
