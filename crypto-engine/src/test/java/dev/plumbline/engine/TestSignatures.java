package dev.plumbline.engine;

/** Signatures over whole messages by the engine's verbs, and the DER that holds one. */
public final class TestSignatures {
  private TestSignatures() {}

  public static byte[] sign(CryptoEngine engine, PrivateKeyMaterial material, SignatureScheme scheme, byte[] message)
      throws EngineException {
    byte[] digest = new byte[scheme.hash().length()];
    try (DeviceKey key = engine.importKey(material);
        RunningHash hash = engine.hash(scheme.hash())) {
      hash.update(message, 0, message.length);
      hash.peek(digest, 0);
      CryptoView signature = CryptoView.of(new byte[engine.profile().maxRsaBits() / Byte.SIZE]);
      engine.sign(key, scheme, CryptoView.of(digest), signature);
      return signature.copy();
    }
  }

  /** {@code SEQUENCE { INTEGER r, INTEGER s }} with these contents as they are, sound or not; short lengths only. */
  public static byte[] der(byte[] r, byte[] s) {
    byte[] der = new byte[6 + r.length + s.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 2;
    der[3] = (byte) r.length;
    System.arraycopy(r, 0, der, 4, r.length);
    der[4 + r.length] = 2;
    der[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, der, 6 + r.length, s.length);
    return der;
  }
}
