package dev.plumbline.engine;

import java.util.List;

/** The device's own private key, for client authentication. It never leaves the engine. */
public interface DeviceKey extends Handle {
  KeyType type();

  /** The schemes this key can sign with on this engine, most preferred first. */
  List<SignatureScheme> schemes();

  /** Whether this is the private half of a certificate's key. */
  boolean isKeyOf(PublicKeyInfo certified);
}
