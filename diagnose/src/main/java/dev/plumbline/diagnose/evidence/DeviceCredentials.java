package dev.plumbline.diagnose.evidence;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.Optional;

/** Whether a private key is the one of a certificate (C49). Stateless; keeps nothing of the key. */
public final class DeviceCredentials {
  private DeviceCredentials() {}

  /**
   * What is wrong with the pair, in a sentence; empty if they belong together.
   *
   * @param keyFile the key's file, PEM or DER; neither kept nor overwritten
   * @param password for an encrypted key; null for none
   */
  public static Optional<String> mismatch(ParsedCertificate certificate, byte[] keyFile, char[] password) {
    Optional<PublicKeyInfo> wanted = certificate.publicKey(MemoryRegion.RAM);
    if (wanted.isEmpty()) {
      return Optional.of("the certificate's key is " + certificate.keyName() + ", which can't be checked");
    }
    try (CryptoEngine engine = Engines.software();
        PrivateKeyMaterial material = PrivateKeys.read(keyFile, password);
        DeviceKey key = engine.importKey(material)) {
      return key.isKeyOf(wanted.get())
          ? Optional.empty()
          : Optional.of("the private key is not that of the certificate " + certificate.shortName());
    } catch (KeyFileException e) {
      return Optional.of(e.getMessage());
    } catch (EngineException e) {
      return Optional.of("the private key can't be used: " + e.getMessage());
    }
  }
}
