package dev.plumbline.tls;

import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;

/**
 * What a client authenticates with: its certificate chain, leaf first, and the private key of the leaf (RFC 5246
 * §7.4.6).
 *
 * <p>The key stays in its engine and belongs to the caller, who closes it after the last connection that uses it.
 *
 * @param chain DER certificates; each certifies the one before it
 * @param key the private half of the first certificate's key
 */
public record ClientCredentials(List<Bytes> chain, DeviceKey key) {
  /**
   * @throws IllegalArgumentException if the chain is empty, its leaf can't be read, or the key belongs to another
   *     certificate
   */
  public ClientCredentials {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("client credentials need a certificate");
    }
    if (!key.isKeyOf(keyOf(chain.get(0)))) {
      throw new IllegalArgumentException("the private key does not belong to the client's certificate");
    }
  }

  private static PublicKeyInfo keyOf(Bytes leaf) {
    try {
      ParsedCertificate certificate = ParsedCertificate.parse(leaf);
      return certificate
          .publicKey(MemoryRegion.RAM)
          .orElseThrow(
              () -> new IllegalArgumentException("the client's certificate has a key of an unsupported kind"));
    } catch (MalformedCertificate e) {
      throw new IllegalArgumentException("the client's certificate can't be read: " + e.getMessage(), e);
    }
  }
}
