package dev.plumbline.tls.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;

/** What a {@link ScriptedServer} computes with. One object serves one connection. */
interface ServerCrypto {
  /** Makes the server's key pair and returns its public point as it goes on the wire. */
  byte[] share(NamedGroup group);

  byte[] sign(TestKey key, SignatureScheme scheme, byte[] signed);

  /** Makes the pre-master secret from what the client sent in ClientKeyExchange. */
  void preMaster(CipherSuite suite, NamedGroup group, TestKey serverKey, byte[] exchangeKeys);

  /** Makes the master secret: from the session hash if there is one, or else from the randoms. */
  void masterSecret(byte[] sessionHash, byte[] clientRandom, byte[] serverRandom);

  /** The master secret, for a later connection. */
  byte[] master();

  /** Takes over an earlier connection's master secret. */
  void resume(byte[] master);

  /** Makes the record keys. */
  void keys(byte[] clientRandom, byte[] serverRandom);

  byte[] verifyData(Finisher who, byte[] handshakeHash);

  /** Protects the next record to the client. */
  byte[] seal(int contentType, byte[] plaintext);

  /** Removes the protection of the next record of the client; throws if it is not authentic. */
  byte[] open(int contentType, byte[] fragment);

  /** Whether the client's CertificateVerify holds. */
  boolean verify(byte[] certificate, SignatureScheme scheme, byte[] signed, byte[] signature);
}
