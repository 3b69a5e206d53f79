package dev.plumbline.bench;

import dev.plumbline.bench.floor.BcPrf12;
import dev.plumbline.bench.floor.JdkPrf12;
import dev.plumbline.bench.peer.BenchPki;
import dev.plumbline.bench.peer.Scenario;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SubjectKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The PRF (RFC 5246 §5): 12 bytes of verify_data from a master secret, the same one every time. Who can keep the key
 * schedule, keeps it. JSSE's is not to be had alone; the JDK's HMAC by hand stands in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrfBench {
  private static final int VERSION_TLS12 = 0x0303;

  private final byte[] hash = new byte[32];
  private final byte[] verifyData = new byte[12];
  private final CryptoView hashView = CryptoView.of(hash);
  private final CryptoView verifyDataView = CryptoView.of(verifyData);
  private CryptoEngine engine;
  private MasterSecret master;
  private TlsSecret bctls;
  private BcPrf12 bcFloor;
  private JdkPrf12 jdkFloor;

  @Setup
  public void setUp() throws EngineException, PeerRejected, GeneralSecurityException {
    engine = Engines.software();
    master = masterSecret(engine);
    bctls = new BcTlsCrypto(new SecureRandom()).createSecret(new byte[48]);
    bcFloor = new BcPrf12(new byte[48]);
    jdkFloor = new JdkPrf12(new byte[48]);
  }

  /** A master secret of no particular value, by the shortest way there is: RSA key transport. */
  private static MasterSecret masterSecret(CryptoEngine engine) throws EngineException, PeerRejected {
    RSAPublicKey rsa = (RSAPublicKey) BenchPki.server(Scenario.RSA).getPublicKey();
    byte[] signedModulus = rsa.getModulus().toByteArray();
    byte[] modulus = Arrays.copyOfRange(signedModulus, 1, signedModulus.length);
    CryptoView exponent = CryptoView.of(rsa.getPublicExponent().toByteArray());
    try (SubjectKey key = engine.trustAnchor(new PublicKeyInfo.Rsa(CryptoView.of(modulus), exponent))) {
      return engine.masterSecret(
          engine.encryptedPreMaster(key, VERSION_TLS12, CryptoView.of(new byte[modulus.length])),
          HashAlgorithm.SHA256,
          new MasterSeed.SessionHash(new byte[32]));
    }
  }

  @Benchmark
  public byte[] verifyDataPlumbline() throws EngineException {
    engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, hashView, verifyDataView);
    return verifyData;
  }

  @Benchmark
  public Object verifyDataBctls() {
    return bctls.deriveUsingPRF(PRFAlgorithm.tls_prf_sha256, Finisher.CLIENT.label(), hash, verifyData.length);
  }

  @Benchmark
  public byte[] verifyDataFloor() {
    bcFloor.expand(verifyData, hash);
    return verifyData;
  }

  @Benchmark
  public byte[] verifyDataJdk() throws GeneralSecurityException {
    jdkFloor.expand(verifyData, hash);
    return verifyData;
  }
}
