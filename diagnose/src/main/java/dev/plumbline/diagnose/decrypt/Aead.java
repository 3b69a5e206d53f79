package dev.plumbline.diagnose.decrypt;

import java.security.GeneralSecurityException;

/** A cipher that authenticates what it opens. */
interface Aead {
  int tagLength();

  /** @throws GeneralSecurityException if the tag does not verify */
  byte[] open(byte[] nonce, byte[] associated, byte[] in, int offset, int length) throws GeneralSecurityException;
}
