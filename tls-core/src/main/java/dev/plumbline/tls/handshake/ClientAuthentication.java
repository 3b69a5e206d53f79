package dev.plumbline.tls.handshake;

import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.CertificateRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers a CertificateRequest (RFC 5246 §7.4.4, §7.4.6). Borrows the key.
 *
 * @param chain DER certificates, leaf first; empty if the client has none
 * @param key the private half of the leaf's key
 */
public record ClientAuthentication(List<Bytes> chain, Optional<DeviceKey> key) {
  /** A client without a certificate, which answers with an empty one. */
  public static final ClientAuthentication NONE = new ClientAuthentication(List.of(), Optional.empty());

  public ClientAuthentication {
    chain = List.copyOf(chain);
  }

  /**
   * What goes to the server.
   *
   * @param signing how CertificateVerify is made; empty with an empty certificate list, which has none (RFC 5246
   *     §7.4.8)
   * @param why in a sentence
   */
  record Answer(Certificate certificate, Optional<Signing> signing, String why) {}

  /** A key and the scheme that it signs with. */
  record Signing(DeviceKey key, SignatureScheme scheme) {}

  /** The hashes that a signature may need. */
  Set<HashAlgorithm> hashes() {
    Set<HashAlgorithm> hashes = EnumSet.noneOf(HashAlgorithm.class);
    key.ifPresent(device -> device.schemes().forEach(scheme -> hashes.add(scheme.hash())));
    return hashes;
  }

  /** Our chain with the first scheme that both sides have, or an empty chain. */
  Answer answer(CertificateRequest request) {
    if (key.isEmpty()) {
      return empty("this client has no certificate");
    }
    DeviceKey device = key.get();
    if (!wantsType(request.certificateTypes(), device.type())) {
      return empty("the server wants no certificate with an " + device.type() + " key");
    }
    for (SignatureScheme scheme : device.schemes()) {
      if (request.signatureAlgorithms().contains(scheme.codePoint())) {
        return new Answer(
            new Certificate(chain), Optional.of(new Signing(device, scheme)), "signing with " + scheme.ianaName());
      }
    }
    return empty("the server accepts no signature that this client's key makes");
  }

  /** RFC 8422 §5.5: the type says what the client signs with. */
  private static boolean wantsType(Bytes types, KeyType type) {
    int wanted = type == KeyType.EC ? CertificateRequest.ECDSA_SIGN : CertificateRequest.RSA_SIGN;
    for (int i = 0; i < types.length(); i++) {
      if (types.at(i) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static Answer empty(String why) {
    return new Answer(new Certificate(List.of()), Optional.empty(), why);
  }
}
