package dev.plumbline.bench.floor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128-GCM of the JDK over one record, with header and explicit nonce where they belong. */
public final class RecordFloor {
  private static final int HEADER = 5;
  private static final int EXPLICIT_NONCE = 8;
  private static final int TAG_BITS = 128;

  private final Cipher cipher;
  private final SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
  private final byte[] nonce = new byte[12];
  private final byte[] additionalData = new byte[13];
  private long sequence;

  public RecordFloor() throws GeneralSecurityException {
    cipher = Cipher.getInstance("AES/GCM/NoPadding");
  }

  public void seal(ByteBuffer plaintext, ByteBuffer record) throws GeneralSecurityException {
    ByteBuffer.wrap(nonce).putLong(4, sequence);
    prepare(Cipher.ENCRYPT_MODE, plaintext.remaining());
    record.put((byte) 23).putShort((short) 0x0303).putShort((short) (plaintext.remaining() + 24)).putLong(sequence);
    cipher.doFinal(plaintext, record);
    sequence++;
  }

  /** Opens a record that {@link #seal} made, whichever it was. */
  public void open(ByteBuffer record, ByteBuffer plaintext) throws GeneralSecurityException {
    record.position(HEADER).get(nonce, 4, EXPLICIT_NONCE);
    prepare(Cipher.DECRYPT_MODE, record.remaining() - TAG_BITS / Byte.SIZE);
    cipher.doFinal(record, plaintext);
  }

  private void prepare(int mode, int length) throws GeneralSecurityException {
    System.arraycopy(nonce, 4, additionalData, 0, EXPLICIT_NONCE);
    additionalData[11] = (byte) (length >>> 8);
    additionalData[12] = (byte) length;
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(additionalData);
  }
}
