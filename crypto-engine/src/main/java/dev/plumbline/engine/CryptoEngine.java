package dev.plumbline.engine;

import java.util.Optional;

/**
 * Everything cryptographic that a TLS 1.2 client does, as verbs over handles; secrets never cross this boundary.
 *
 * <p>The chain is one-way: a trust anchor's key verifies a certificate and yields the subject's key, which verifies the
 * server's share, which agrees on a pre-master secret, which makes the master secret, which makes traffic keys. Each
 * verb takes only what the one before it returned, so an unverified key cannot be used.
 *
 * <p>Every verb may throw {@link EngineException}. With {@link EngineException.Kind#BUSY} nothing was changed, no
 * handle was made or consumed, and the caller may repeat the call. An engine may be shared by connections and threads;
 * the handles may not. Closing the engine closes what it still holds.
 */
public interface CryptoEngine extends AutoCloseable {
  EngineProfile profile();

  RunningHash hash(HashAlgorithm algorithm) throws EngineException;

  /** Takes a trust anchor's key as it is: trusted because the user says so (RFC 5280 §6.1.1 (d)). */
  SubjectKey trustAnchor(PublicKeyInfo key) throws PeerRejected, EngineException;

  /**
   * Verifies one certificate's signature with its issuer's key, and returns the key that it certifies (RFC 5280 §6.1.3
   * (a)(1)).
   *
   * @throws PeerRejected if the signature does not verify, or the certified key is not acceptable
   */
  SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate) throws PeerRejected, EngineException;

  /**
   * Verifies a signature over {@code signed} with a trusted key, for things that are not certificates (OCSP responses).
   */
  void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature)
      throws PeerRejected, EngineException;

  EphemeralKey ephemeral(NamedGroup group) throws EngineException;

  /**
   * Verifies the server's signature on its ECDHE parameters, and its point, and only then returns its share
   * (RFC 8422 §5.4, §5.11).
   *
   * @throws PeerRejected with {@code SIGNATURE} or {@code POINT}
   */
  PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params)
      throws PeerRejected, EngineException;

  /**
   * ECDH (RFC 8422 §5.10). Leaves both handles open.
   *
   * @throws PeerRejected with {@code POINT} if the result is all zero (x25519)
   */
  PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) throws PeerRejected, EngineException;

  /**
   * Makes a pre-master secret and encrypts it to the server's RSA key with PKCS#1 v1.5 (RFC 5246 §7.4.7.1).
   *
   * @param clientVersion the version offered in ClientHello, which goes into the secret's first two bytes
   * @param encrypted where the result goes; its length is set to that of the modulus
   */
  PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws PeerRejected, EngineException;

  /** Makes the master secret (RFC 5246 §8.1, RFC 7627 §4). Closes {@code preMaster} when it succeeds. */
  MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed) throws EngineException;

  /** Makes the record ciphers of both directions (RFC 5246 §6.3: here the server's random comes first). */
  TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom)
      throws EngineException;

  /**
   * Computes verify_data (RFC 5246 §7.4.9).
   *
   * @param handshakeHash the hash of all handshake messages so far
   * @param verifyData receives 12 bytes
   */
  void verifyData(MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData)
      throws EngineException;

  /**
   * Takes a private key from outside into the engine. Engines that only use keys of their own say {@code UNSUPPORTED}.
   */
  DeviceKey importKey(PrivateKeyMaterial key) throws EngineException;

  /**
   * Signs a hash with the device's key (RFC 5246 §7.4.8).
   *
   * @param digest the hash, as long as the scheme's hash function makes it
   * @param signature where the signature goes, DER for ECDSA; its length is set
   */
  void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature) throws EngineException;

  /** The bytes of a secret, a copy that the caller must overwrite; empty if this engine never releases it. */
  Optional<byte[]> reveal(Secret secret, SecretReveal permission);

  @Override
  void close();
}
