package dev.plumbline.diagnose.device;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An engine of which one verb fails as the glue reports every failure, whatever it is given. */
final class Injected {
  private static final DeviceStatus STATUS = new DeviceStatus("NX_CRYPTO_NOT_SUCCESSFUL", 0x20009, "injected");

  private Injected() {}

  static CryptoEngine failing(CryptoEngine engine, String verb) {
    return (CryptoEngine)
        Proxy.newProxyInstance(
            Injected.class.getClassLoader(),
            new Class<?>[] {CryptoEngine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(verb)) {
                throw verb.equals("verifyServerShare")
                    ? new PeerRejected(PeerRejected.Reason.SIGNATURE, "injected", STATUS)
                    : new EngineException(EngineException.Kind.INTERNAL, "injected", STATUS, null);
              }
              try {
                return method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
