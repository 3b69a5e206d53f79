package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.spi.Primitives;
import java.util.List;

/**
 * The device's own key, whose uses are counted.
 *
 * @param allowed the schemes that the device's stack can ask for
 */
record MeteredSigner(Primitives.PrivateKey key, List<SignatureScheme> allowed, OperationMeter meter)
    implements Primitives.PrivateKey {
  @Override
  public KeyType type() {
    return key.type();
  }

  @Override
  public List<SignatureScheme> schemes() {
    return key.schemes().stream().filter(allowed::contains).toList();
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return key.isKeyOf(certified);
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
    meter.count(type() == KeyType.EC ? Operation.ECDSA_SIGN : Operation.RSA_PRIVATE, 1);
    return key.sign(scheme, digest);
  }

  @Override
  public void close() {
    key.close();
  }
}
