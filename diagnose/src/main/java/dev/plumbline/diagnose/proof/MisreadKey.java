package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.CertificateVerifyProof.Candidate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * The key that a device signs with when it reads its private key in another byte order than it is stored in: so do
 * engines that swap operands where they lie, when the key lies in ROM and stays as it is. Only public keys leave this
 * class.
 */
public final class MisreadKey {
  private MisreadKey() {}

  /** The public key of the one that is misread word by word; empty if it is none on a named curve. */
  public static Optional<Candidate> wordsSwapped(PrivateKey key) {
    try {
      AsymmetricKeyParameter parameters = PrivateKeyFactory.createKey(key.getEncoded());
      return parameters instanceof ECPrivateKeyParameters ec ? Optional.of(wordsSwapped(ec)) : Optional.empty();
    } catch (IOException | RuntimeException e) { // a key that Bouncy Castle does not take, or that has no encoding
      return Optional.empty();
    }
  }

  private static Candidate wordsSwapped(ECPrivateKeyParameters key) throws IOException {
    ECDomainParameters domain = key.getParameters();
    int words = (domain.getN().bitLength() + 31) / 32;
    byte[] stored = ByteOrders.fixed(key.getD().toByteArray(), 4 * words);
    BigInteger read = new BigInteger(1, ByteOrders.wordsSwapped(stored)).mod(domain.getN());
    ECPublicKeyParameters misread = new ECPublicKeyParameters(domain.getG().multiply(read), domain);
    return new Candidate(
        KeyFacts.of(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(misread)),
        "the device's private key read with the bytes of each 32-bit word in reverse order");
  }
}
