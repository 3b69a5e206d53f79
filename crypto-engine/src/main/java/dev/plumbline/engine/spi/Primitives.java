package dev.plumbline.engine.spi;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.SignatureScheme;
import java.util.List;

/**
 * The small operations that {@link PrimitiveEngine} makes the verbs of TLS from: what a crypto library or a device's
 * driver offers. Knows nothing of TLS beyond the names of its algorithms.
 *
 * <p>Implementations are thread-safe; the objects they return are not. Each operation either succeeds or leaves
 * everything as it was ({@link Hmac} apart), so that {@code BUSY} can be answered with another try. What comes from
 * the peer must end in a result, in {@code false} or in {@link PeerRejected}, never in an unchecked exception.
 * Closing is idempotent and overwrites what can be overwritten.
 */
public interface Primitives {
  EngineProfile profile();

  RunningHash hash(HashAlgorithm algorithm) throws EngineException;

  /** HMAC with a key of any length (RFC 2104). The key is not kept: what is kept are the states derived from it. */
  Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException;

  /**
   * Takes a public key for verification or encryption.
   *
   * @throws PeerRejected with {@code KEY} if its size or form is not acceptable, or its point not on the curve
   */
  PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException;

  /**
   * Takes a private key for signing.
   *
   * @throws EngineException with {@code BAD_KEY} if it can't be used
   */
  PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException;

  /** Makes a key pair for one key agreement. */
  KeyShare keyShare(NamedGroup group) throws EngineException;

  /**
   * Takes a peer's public point, in the form it has on the wire.
   *
   * @throws PeerRejected with {@code POINT} unless it is a point of the group, in uncompressed form, and not infinity
   */
  PublicPoint publicPoint(NamedGroup group, CryptoView point) throws PeerRejected, EngineException;

  /** AES in Galois/counter mode with 12 bytes of nonce and 16 of tag (NIST SP 800-38D). */
  Aead aesGcm(byte[] key, int offset, int length) throws EngineException;

  /** Something that may hold a secret. */
  interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A keyed HMAC, ready for message after message: the key schedule is paid for once. After an exception it is of no
   * more use, because part of a message may have gone in.
   */
  interface Hmac extends Resource {
    /** Size of the result in bytes. */
    int length();

    void update(byte[] data, int offset, int length) throws EngineException;

    /** Writes the HMAC of what came since the last call of this method, and is ready for the next message. */
    void finish(byte[] out, int offset) throws EngineException;
  }

  /** A public key that was found acceptable. */
  interface PublicKey extends Resource {
    KeyType type();

    /** Whether {@code signature} is one over a message with this digest; also {@code false} for every malformed one. */
    boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException;

    /**
     * Encrypts a short message with RSAES-PKCS1-v1_5 (RFC 8017 §7.2.1); RSA keys only.
     *
     * @return as many bytes as the modulus has
     */
    byte[] encrypt(byte[] message) throws EngineException;
  }

  /** A private key that signs. */
  interface PrivateKey extends Resource {
    KeyType type();

    /** What it can sign with, most preferred first. */
    List<SignatureScheme> schemes();

    boolean isKeyOf(PublicKeyInfo certified);

    /** Signs a digest, of the length that the scheme's hash has, with one of {@link #schemes()}. */
    byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException;
  }

  /** Our half of a key agreement. */
  interface KeyShare extends Resource {
    NamedGroup group();

    /** Writes our public point as it goes on the wire. */
    void publicPoint(byte[] out, int offset);

    /**
     * The shared secret: the x-coordinate with its leading zeros (RFC 8422 §5.10), or the X25519 output (RFC 7748
     * §6.1).
     *
     * @throws PeerRejected with {@code POINT} if the secret does not depend on our key
     */
    SecretBytes agree(PublicPoint theirs) throws PeerRejected, EngineException;
  }

  /** The peer's half of a key agreement, validated. */
  interface PublicPoint extends Resource {
    NamedGroup group();
  }

  /** Authenticated encryption with a key. Input and output may be the same bytes, but must not overlap otherwise. */
  interface Aead extends Resource {
    int TAG_LENGTH = 16;
    int NONCE_LENGTH = 12;

    /** Writes {@code length} bytes of ciphertext and then the tag. */
    void seal(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
        throws EngineException;

    /**
     * Checks the tag after {@code length} bytes of ciphertext, and only then writes as much plaintext.
     *
     * @return false, with nothing written, if the tag is wrong
     */
    boolean open(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
        throws EngineException;
  }
}
