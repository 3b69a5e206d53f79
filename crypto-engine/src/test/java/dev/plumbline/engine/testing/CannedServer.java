package dev.plumbline.engine.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedServerParams;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TrafficKeys;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.util.BigIntegers;

/**
 * The cryptographic half of a server on P-256, made by another implementation: what it signs, and what a client makes
 * of it.
 */
public final class CannedServer {
  private final KeyPair certified = ecKeyPair();
  private final KeyPair ephemeral = ecKeyPair();
  private final KeyPair device = ecKeyPair();
  private final byte[] clientRandom;
  private final byte[] serverRandom;
  private final byte[] params;
  private final byte[] signature;

  public CannedServer(byte[] clientRandom, byte[] serverRandom) throws Exception {
    this.clientRandom = clientRandom;
    this.serverRandom = serverRandom;
    byte[] point = point(ephemeral);
    params = new byte[4 + point.length];
    params[0] = 3;
    params[2] = 23;
    params[3] = (byte) point.length;
    System.arraycopy(point, 0, params, 4, point.length);
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(certified.getPrivate());
    signer.update(clientRandom);
    signer.update(serverRandom);
    signer.update(params);
    signature = signer.sign();
  }

  /** An agreement of {@code engine} with this server's verified share. */
  public PreMasterSecret agree(CryptoEngine engine) throws Exception {
    try (SubjectKey key = engine.trustAnchor(anchor());
        PeerShare share =
            engine.verifyServerShare(key, SignatureScheme.ECDSA_SHA256, NamedGroup.SECP256R1, signedParams());
        EphemeralKey mine = engine.ephemeral(NamedGroup.SECP256R1)) {
      return engine.agree(mine, share);
    }
  }

  /** Everything that a client computes in one exchange and that is not secret; closes the engine. */
  public byte[] talkTo(CryptoEngine engine, byte[] data) throws Exception {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (engine;
        SubjectKey key = engine.trustAnchor(anchor());
        PeerShare share =
            engine.verifyServerShare(key, SignatureScheme.ECDSA_SHA256, NamedGroup.SECP256R1, signedParams());
        EphemeralKey mine = engine.ephemeral(NamedGroup.SECP256R1);
        MasterSecret master =
            engine.masterSecret(
                engine.agree(mine, share), HashAlgorithm.SHA256, new MasterSeed.Randoms(clientRandom, serverRandom))) {
      byte[] publicPoint = new byte[NamedGroup.SECP256R1.publicPointLength()];
      mine.publicPoint(publicPoint, 0);
      seen.write(publicPoint);
      CryptoView hash = CryptoView.of(clientRandom);
      CryptoView verifyData = CryptoView.of(new byte[12]);
      engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, hash, verifyData);
      seen.write(verifyData.copy());
      seen.write(sealed(engine, master, data));
      seen.write(signed(engine, serverRandom));
    }
    return seen.toByteArray();
  }

  private byte[] sealed(CryptoEngine engine, MasterSecret master, byte[] data) throws Exception {
    try (TrafficKeys keys =
        engine.trafficKeys(
            master, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, clientRandom, serverRandom)) {
      byte[] fragment = new byte[data.length + keys.clientWrite().overhead()];
      keys.clientWrite().seal(0, 23, CryptoView.of(data), CryptoView.of(fragment));
      keys.clientWrite().close();
      keys.serverWrite().close();
      return fragment;
    }
  }

  private byte[] signed(CryptoEngine engine, byte[] digest) throws Exception {
    byte[] scalar = BigIntegers.asUnsignedByteArray(32, ((ECPrivateKey) device.getPrivate()).getS());
    CryptoView out = CryptoView.of(new byte[80]);
    try (EcPrivateKey material = new EcPrivateKey(NamedGroup.SECP256R1, SecretBytes.adopt(scalar));
        DeviceKey key = engine.importKey(material)) {
      engine.sign(key, SignatureScheme.ECDSA_SHA256, CryptoView.of(digest), out);
    }
    return out.copy();
  }

  private PublicKeyInfo anchor() {
    return new PublicKeyInfo.Ec(NamedGroup.SECP256R1, CryptoView.of(point(certified)));
  }

  private SignedServerParams signedParams() {
    return new SignedServerParams(
        CryptoView.of(clientRandom),
        CryptoView.of(serverRandom),
        CryptoView.of(params),
        CryptoView.of(params, 4, params.length - 4),
        CryptoView.of(signature));
  }

  private static KeyPair ecKeyPair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] point(KeyPair pair) {
    byte[] point = new byte[65];
    point[0] = 4;
    BigInteger x = ((ECPublicKey) pair.getPublic()).getW().getAffineX();
    BigInteger y = ((ECPublicKey) pair.getPublic()).getW().getAffineY();
    BigIntegers.asUnsignedByteArray(x, point, 1, 32);
    BigIntegers.asUnsignedByteArray(y, point, 33, 32);
    return point;
  }
}
