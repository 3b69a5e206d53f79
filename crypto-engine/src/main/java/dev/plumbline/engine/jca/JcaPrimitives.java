package dev.plumbline.engine.jca;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.jca.JcaRules.Choice;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.software.SoftwareRsa;
import dev.plumbline.engine.spi.Primitives;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The primitives of JCA providers, and software for what they lack or do more slowly: same entropy, same bytes as
 * software.
 *
 * <p>What is accepted is software's decision: points, keys and paddings are checked before a provider sees them. A
 * provider's exceptions, unchecked ones included, become {@code INTERNAL}. Thread-safe.
 */
public final class JcaPrimitives implements Primitives {
  /** Bytes of a key that no suite has and that BoringSSL's GCM does not take. */
  private static final int AES_192 = 24;

  private final Map<JcaOperation, ServiceSource> sources = new EnumMap<>(JcaOperation.class);
  private final Entropy entropy;
  private final SoftwarePrimitives software;
  private final EngineProfile profile;

  /**
   * @throws IllegalArgumentException if there is no provider with the name that the rules give, or it does not load
   */
  public JcaPrimitives(JcaRules rules, Entropy entropy) {
    List<ProviderGroup> groups = ProviderGroup.named(rules.provider());
    for (JcaOperation operation : JcaOperation.values()) {
      choose(operation, operation.choice(rules), groups).ifPresent(source -> sources.put(operation, source));
    }
    this.entropy = entropy;
    this.software =
        new SoftwarePrimitives(
            entropy,
            new JcaRsa(
                new SoftwareRsa(entropy), source(JcaOperation.RSA_PUBLIC), source(JcaOperation.RSA_PRIVATE)));
    this.profile = software.profile().named("jca");
  }

  private static Optional<ServiceSource> choose(JcaOperation operation, Choice choice, List<ProviderGroup> groups) {
    int limit =
        switch (choice) {
          case BC -> Integer.MIN_VALUE;
          case AUTO -> operation.softwareNanos();
          case JCA -> Integer.MAX_VALUE;
        };
    return groups.stream()
        .filter(group -> operation.nanos(group.family()) < limit)
        .sorted(Comparator.comparingInt(group -> operation.nanos(group.family())))
        .flatMap(group -> ServiceSource.of(group, operation).stream())
        .findFirst();
  }

  private Optional<ServiceSource> source(JcaOperation operation) {
    return Optional.ofNullable(sources.get(operation));
  }

  /** Who computes an operation: a provider's name, {@code jdk}, or {@code bc} for software. */
  public String computedBy(JcaOperation operation) {
    return source(operation).map(ServiceSource::name).orElse("bc");
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    ServiceSource source = sources.get(JcaOperation.HASH);
    if (source == null) {
      return software.hash(algorithm);
    }
    try {
      return new JcaHash(algorithm, source.digest(algorithm));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed(algorithm.standardName(), e);
    }
  }

  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException {
    ServiceSource source = sources.get(JcaOperation.HMAC);
    return source == null
        ? software.hmac(algorithm, key, offset, length)
        : new JcaHmac(algorithm, key, offset, length, source);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException {
    PublicKey accepted = software.publicKey(key);
    Optional<ServiceSource> chosen = JcaOperation.verification(key).flatMap(this::source);
    if (chosen.isEmpty() || !(key instanceof PublicKeyInfo.Ec ec)) {
      return accepted;
    }
    ServiceSource source = chosen.get();
    EcEncoding encoding = EcEncoding.of(ec.group());
    try {
      java.security.PublicKey theirs = encoding.publicKey(source, ec.point().copy());
      return new JcaEcPublicKey(accepted, encoding.curve(), theirs, source);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed("taking an EC key", e);
    }
  }

  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    return software.privateKey(key);
  }

  @Override
  public KeyShare keyShare(NamedGroup group) {
    Optional<ServiceSource> source = JcaOperation.ecdh(group).flatMap(this::source);
    return source.isEmpty()
        ? software.keyShare(group)
        : new JcaKeyShare(EcEncoding.of(group), entropy, source.get());
  }

  @Override
  public PublicPoint publicPoint(NamedGroup group, CryptoView point) throws PeerRejected {
    PublicPoint accepted = software.publicPoint(group, point);
    boolean inSoftware = JcaOperation.ecdh(group).flatMap(this::source).isEmpty();
    return inSoftware ? accepted : new JcaKeyShare.Point(group, point.copy());
  }

  @Override
  public Aead aesGcm(byte[] key, int offset, int length) throws EngineException {
    ServiceSource source = sources.get(JcaOperation.GCM);
    return source == null || length == AES_192
        ? software.aesGcm(key, offset, length)
        : new JcaGcm(key, offset, length, source);
  }
}
