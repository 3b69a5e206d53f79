package dev.plumbline.engine.software;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.RsaPrivateKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The reference primitives: Bouncy Castle where it has them, with no rule of their own but correctness. Curves and
 * sizes of keys that do not protect any more are refused, unless a simulated device has them. Thread-safe.
 */
public final class SoftwarePrimitives implements Primitives {
  /** Below 2048 bits RSA no longer protects (RFC 9325 §4.5); above 4096 it only costs a constrained client time. */
  private static final int MIN_RSA_BITS = 2048;

  private static final int MAX_RSA_BITS = 4096;

  private static final EngineProfile REFERENCE =
      new EngineProfile(
          "software",
          List.of(CipherSuite.values()),
          List.of(NamedGroup.SECP256R1, NamedGroup.X25519, NamedGroup.SECP384R1),
          List.of(SignatureScheme.values()),
          EnumSet.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1),
          MIN_RSA_BITS,
          MAX_RSA_BITS,
          EnumSet.allOf(Capability.class));

  private final Entropy entropy;
  private final RsaArithmetic rsaArithmetic;
  private final EngineProfile profile;
  private final RecentEcKeys recentEcKeys = new RecentEcKeys();

  public SoftwarePrimitives(Entropy entropy) {
    this(entropy, REFERENCE);
  }

  /** The same arithmetic for a simulated device: it accepts the keys that {@code device} says, however weak. */
  public SoftwarePrimitives(Entropy entropy, EngineProfile device) {
    this(entropy, new SoftwareRsa(entropy), device);
  }

  /** The same with RSA computed elsewhere. */
  public SoftwarePrimitives(Entropy entropy, RsaArithmetic rsaArithmetic) {
    this(entropy, rsaArithmetic, REFERENCE);
  }

  private SoftwarePrimitives(Entropy entropy, RsaArithmetic rsaArithmetic, EngineProfile profile) {
    this.entropy = entropy;
    this.rsaArithmetic = rsaArithmetic;
    this.profile = profile;
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) {
    return new SoftwareHash(algorithm);
  }

  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) {
    return new SoftwareHmac(algorithm, key, offset, length);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected {
    if (key instanceof PublicKeyInfo.Rsa rsa) {
      return RsaVerificationKey.of(rsa, profile.minRsaBits(), profile.maxRsaBits(), rsaArithmetic, entropy);
    }
    PublicKeyInfo.Ec ec = (PublicKeyInfo.Ec) key;
    NistCurve curve =
        NistCurve.of(ec.group())
            .filter(known -> profile.certificateCurves().contains(ec.group()))
            .orElseThrow(() -> new PeerRejected(Reason.KEY, ec.group().ianaName() + " keys are not accepted"));
    Optional<ECPublicKeyParameters> point = recentEcKeys.get(curve, ec.point());
    return new EcVerificationKey(
        point.orElseThrow(
            () ->
                new PeerRejected(
                    Reason.KEY, "the key is not an uncompressed point on " + ec.group().ianaName())));
  }

  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    if (key instanceof EcPrivateKey ec) {
      if (!profile.certificateCurves().contains(ec.group())) {
        throw new EngineException(Kind.BAD_KEY, ec.group().ianaName() + " keys are not accepted");
      }
      return EcSigningKey.of(ec, profile.schemes());
    }
    if (key instanceof RsaPrivateKey rsa) {
      return RsaSigningKey.of(
          rsa, profile.minRsaBits(), profile.maxRsaBits(), rsaArithmetic, entropy, profile.schemes());
    }
    throw new EngineException(Kind.BAD_KEY, "a private key of a form that this engine does not know");
  }

  @Override
  public KeyShare keyShare(NamedGroup group) {
    Optional<NistCurve> curve = NistCurve.of(group);
    return curve.isPresent() ? EcKeyShare.generate(curve.get(), entropy) : X25519KeyShare.generate(entropy);
  }

  @Override
  public PublicPoint publicPoint(NamedGroup group, CryptoView point) throws PeerRejected {
    Optional<NistCurve> curve = NistCurve.of(group);
    return curve.isPresent() ? EcKeyShare.Point.of(curve.get(), point) : X25519KeyShare.Point.of(point);
  }

  @Override
  public Aead aesGcm(byte[] key, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(key, offset, offset + length);
    try {
      return new AesGcm(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }
}
