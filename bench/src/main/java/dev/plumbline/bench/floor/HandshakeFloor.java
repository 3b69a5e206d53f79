package dev.plumbline.bench.floor;

import dev.plumbline.bench.peer.Scenario;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/**
 * The cryptography of one handshake on Bouncy Castle's lightweight API, and nothing else. Full: a key pair, ECDH, the
 * server's signature, the leaf's signature, master secret, key block and two verify_data, the hashing of transcript
 * and certificate, one record sealed and one opened; with client authentication a signature more. Resumption: what is
 * left of that. Keys that verify are kept from one handshake to the next, as a client may do that sees the same server
 * again.
 */
public final class HandshakeFloor {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RSA_BITS = 2048;
  private static final int FINISHED_LENGTH = 16;
  private static final int TAG_BITS = 128;

  private final Scenario scenario;
  private final ECDomainParameters p256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
  private final ECKeyPairGenerator keyGenerator = new ECKeyPairGenerator();
  private final AsymmetricCipherKeyPair server;
  private final AsymmetricCipherKeyPair client;
  private final AsymmetricCipherKeyPair signing;
  private final byte[] signed = new byte[133];
  private final byte[] signature;
  private final byte[] hashed;
  private final byte[] master = new byte[48];
  private final byte[] seed = new byte[64];
  private final byte[] verifyData = new byte[12];
  private final byte[] keyBlock = new byte[40];
  private final byte[] record = new byte[FINISHED_LENGTH + TAG_BITS / Byte.SIZE];

  public HandshakeFloor(Scenario scenario) throws CryptoException {
    this.scenario = scenario;
    keyGenerator.init(new ECKeyGenerationParameters(p256, RANDOM));
    this.server = keyGenerator.generateKeyPair();
    this.client = keyGenerator.generateKeyPair();
    this.signing = scenario == Scenario.RSA ? rsaKeyPair() : keyGenerator.generateKeyPair();
    Signer signer = signer();
    signer.init(true, signing.getPrivate());
    signer.update(signed, 0, signed.length);
    this.signature = signer.generateSignature();
    this.hashed = new byte[switch (scenario) {
      case ECDSA -> 2458;
      case RSA, AUTH -> 3482;
      case RESUME -> 614;
    }];
  }

  private static AsymmetricCipherKeyPair rsaKeyPair() {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), RANDOM, RSA_BITS, 100));
    return generator.generateKeyPair();
  }

  private Signer signer() {
    return scenario == Scenario.RSA
        ? new RSADigestSigner(new SHA256Digest())
        : new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
  }

  /** Does it all once. */
  public void run() throws InvalidCipherTextException {
    if (!scenario.resumption()) {
      keyExchange();
    }
    SHA256Digest hash = new SHA256Digest();
    hash.update(hashed, 0, hashed.length);
    hash.doFinal(seed, 0);
    BcPrf12 prf = new BcPrf12(master);
    prf.expand(keyBlock, seed);
    prf.expand(verifyData, seed);
    prf.expand(verifyData, seed);
    cipher(true);
    cipher(false);
  }

  private void keyExchange() {
    AsymmetricCipherKeyPair ephemeral = keyGenerator.generateKeyPair();
    verify();
    verify();
    ECDHBasicAgreement ecdh = new ECDHBasicAgreement();
    ecdh.init(ephemeral.getPrivate());
    byte[] encoded = ((ECPublicKeyParameters) server.getPublic()).getQ().getEncoded(false);
    BigInteger x = ecdh.calculateAgreement(new ECPublicKeyParameters(p256.getCurve().decodePoint(encoded), p256));
    new BcPrf12(x.toByteArray()).expand(master, seed);
    if (scenario.clientAuthentication()) {
      ECDSASigner signer = new ECDSASigner();
      signer.init(true, client.getPrivate());
      signer.generateSignature(verifyData);
    }
  }

  private void verify() {
    Signer verifier = signer();
    verifier.init(false, signing.getPublic());
    verifier.update(signed, 0, signed.length);
    if (!verifier.verifySignature(signature)) {
      throw new IllegalStateException("the floor's own signature does not verify");
    }
  }

  /** Seals a Finished, or opens what was sealed; a new key either way. */
  private void cipher(boolean seal) throws InvalidCipherTextException {
    GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(
        seal,
        new AEADParameters(new KeyParameter(keyBlock, 0, 16), TAG_BITS, new byte[12], new byte[13]));
    int length = seal ? FINISHED_LENGTH : record.length;
    int done = gcm.processBytes(record, 0, length, record, 0);
    gcm.doFinal(record, done);
  }
}
