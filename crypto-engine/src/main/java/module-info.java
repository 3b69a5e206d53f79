/**
 * The CryptoEngine interface, the engines behind it, and the files that private keys come in. Knows nothing of TLS
 * messages.
 */
module dev.plumbline.engine {
  requires org.bouncycastle.provider;

  exports dev.plumbline.engine;
  exports dev.plumbline.engine.device;
  exports dev.plumbline.engine.element;
  exports dev.plumbline.engine.jca;
  exports dev.plumbline.engine.key;
  exports dev.plumbline.engine.memory;
  exports dev.plumbline.engine.sce;
  exports dev.plumbline.engine.spec;
  exports dev.plumbline.engine.spi;

  uses java.security.Provider;
}
