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

/** The device's own RSA key, whose uses are counted; PKCS#1 v1.5 alone, because the stack has no PSS. */
record RsaSigner(Primitives.PrivateKey key, OperationMeter meter) implements Primitives.PrivateKey {
  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public List<SignatureScheme> schemes() {
    return key.schemes().stream().filter(scheme -> !scheme.pss()).toList();
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return key.isKeyOf(certified);
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
    meter.count(Operation.RSA_PRIVATE, 1);
    return key.sign(scheme, digest);
  }

  @Override
  public void close() {
    key.close();
  }
}
