package dev.plumbline.engine.software;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.spi.Primitives.Resource;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import java.math.BigInteger;

/**
 * RSA below its paddings: the primitives of RFC 8017 §5, so that whoever computes them, the blocks are ours. Knows no
 * hash and no padding. Thread-safe; the operations are not.
 */
public interface RsaArithmetic {
  /** RSAEP and RSAVP1 with a key that was found acceptable. */
  Operation publicOperation(BigInteger modulus, BigInteger exponent);

  /** RSASP1. A result is only returned if the public exponent takes it back to the block. */
  Operation privateOperation(RsaKeyNumbers numbers);

  /** A key in use. */
  interface Operation extends Resource {
    /**
     * @param block a number below the modulus, as many bytes as the modulus has
     * @return as many bytes
     */
    byte[] apply(byte[] block) throws EngineException;
  }
}
