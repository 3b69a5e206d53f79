package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The engine itself: it reads operands from device memory as words in the order it was opened with, computes on what it
 * reads, and leaves results there. It cannot know that a driver failed to prepare an operand.
 */
final class Sce7Hal {
  private static final byte UNCOMPRESSED = 4;

  private final Sce7Rules rules;
  private final Primitives arithmetic;
  private final OperationMeter meter;

  /**
   * @param arithmetic what computes, once it is settled with what
   */
  Sce7Hal(Sce7Rules rules, Primitives arithmetic, OperationMeter meter) {
    this.rules = rules;
    this.arithmetic = arithmetic;
    this.meter = meter;
  }

  /** Bytes of a number on a curve. */
  static int field(NamedGroup curve) {
    return curve.bits() / Byte.SIZE;
  }

  /** A public key that remembers its precomputed form as long as the words it was made of stay the same. */
  final class LiveKey implements AutoCloseable {
    private final NamedGroup curve;
    private byte[] madeOf = new byte[0];
    private Primitives.PublicKey key;

    LiveKey(NamedGroup curve) {
      this.curve = curve;
    }

    Primitives.PublicKey of(byte[] words) throws PeerRejected, EngineException {
      if (key == null || !Arrays.equals(madeOf, words)) {
        close();
        byte[] point = new byte[1 + words.length];
        point[0] = UNCOMPRESSED;
        System.arraycopy(words, 0, point, 1, words.length);
        key = arithmetic.publicKey(new PublicKeyInfo.Ec(curve, CryptoView.of(point)));
        madeOf = words;
      }
      return key;
    }

    @Override
    public void close() {
      if (key != null) {
        key.close();
        key = null;
      }
    }
  }

  /**
   * Verifies on the words that are in memory now.
   *
   * @return whether the engine says success
   */
  boolean eccVerify(LiveKey live, Allocation publicKey, Allocation digest, Allocation r, Allocation s)
      throws EngineException {
    meter.count(Operation.ECDSA_VERIFY, 1);
    byte[] hash = fetch(digest);
    refuseZero(hash);
    EcdsaSignature signature = new EcdsaSignature(new BigInteger(1, fetch(r)), new BigInteger(1, fetch(s)));
    try {
      return live.of(fetch(publicKey))
          .verify(SignatureScheme.ECDSA_SHA256, hash, CryptoView.of(signature.encode()));
    } catch (PeerRejected notAPoint) {
      return false;
    }
  }

  /**
   * Signs with the words that are in memory now, and leaves r and s as words.
   *
   * @return whether the engine says success
   */
  boolean eccSign(NamedGroup curve, Allocation privateKey, Allocation digest, Allocation r, Allocation s)
      throws EngineException, MemoryFault {
    meter.count(Operation.ECDSA_SIGN, 1);
    byte[] hash = fetch(digest);
    refuseZero(hash);
    byte[] der;
    try (EcPrivateKey material = new EcPrivateKey(curve, SecretBytes.adopt(fetch(privateKey)));
        Primitives.PrivateKey key = arithmetic.privateKey(material)) {
      der = key.sign(SignatureScheme.ECDSA_SHA256, CryptoView.of(hash));
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.BAD_KEY) {
        return false;
      }
      throw e;
    }
    int field = field(curve);
    byte[] raw = EcdsaSignature.decode(CryptoView.of(der)).flatMap(both -> both.raw(field)).orElseThrow();
    rules.endian().deliver(Arrays.copyOf(raw, field), r, 0);
    rules.endian().deliver(Arrays.copyOfRange(raw, field, 2 * field), s, 0);
    return true;
  }

  /**
   * RSAEP and RSAVP1 (RFC 8017 §5) on the words that are in the scratch now; on an input out of range it leaves
   * nothing.
   */
  void rsaPublic(Sce7RsaScratch scratch, Sce7RsaSize size) throws MemoryFault {
    BigInteger modulus = new BigInteger(1, scratch.modulus());
    BigInteger input = new BigInteger(1, scratch.input());
    if (input.compareTo(modulus) < 0) {
      BigInteger result = input.modPow(new BigInteger(1, scratch.exponent()), modulus);
      scratch.deliver(size.octets(result));
    }
  }

  /** A signature by arithmetic that hides a private key better than plain powers do. */
  interface Signing {
    byte[] sign() throws EngineException;
  }

  /**
   * RSASP1 on the words that are in the scratch now.
   *
   * @param key what they are if nobody spoilt them, and so is {@code block}: then {@code signing} has the result
   */
  void rsaPrivate(Sce7RsaScratch scratch, Sce7RsaSize size, byte[] key, byte[] block, Signing signing)
      throws EngineException, MemoryFault {
    byte[] exponent = scratch.exponent();
    byte[] modulus = scratch.modulus();
    boolean intact =
        MessageDigest.isEqual(exponent, Arrays.copyOf(key, exponent.length))
            && MessageDigest.isEqual(modulus, Arrays.copyOfRange(key, exponent.length, key.length))
            && MessageDigest.isEqual(scratch.input(), block);
    if (intact) {
      scratch.deliver(signing.sign());
    } else {
      rsaPublic(scratch, size);
    }
    Arrays.fill(exponent, (byte) 0);
  }

  private byte[] fetch(Allocation operand) {
    return rules.endian().fetch(operand, 0, operand.length() / WordOrder.WORD * WordOrder.WORD);
  }

  private void refuseZero(byte[] hash) throws EngineException {
    if (rules.zeroHash() == Sce7Rules.ZeroHash.STALLS && Arrays.equals(hash, new byte[hash.length])) {
      throw new EngineException(EngineException.Kind.INTERNAL, "the engine stalls on a digest of zeros");
    }
  }
}
