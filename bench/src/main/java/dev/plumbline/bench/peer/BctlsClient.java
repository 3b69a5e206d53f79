package dev.plumbline.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** What a bctls client is told: our suite, our group, our check of the certificate, our key. */
final class BctlsClient extends DefaultTlsClient {
  private final BctlsContestant owner;
  private final BcTlsCrypto crypto;

  BctlsClient(BctlsContestant owner, BcTlsCrypto crypto) {
    super(crypto);
    this.owner = owner;
    this.crypto = crypto;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      owner.scenario() == Scenario.RSA
          ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
          : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
    };
  }

  @Override
  protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector namedGroupRoles) {
    Vector<Integer> groups = new Vector<>();
    groups.add(NamedGroup.secp256r1);
    return groups;
  }

  @Override
  protected Vector<ServerName> getSNIServerNames() {
    Vector<ServerName> names = new Vector<>();
    names.add(new ServerName((short) 0, BenchPki.SERVER_NAME.getBytes(StandardCharsets.US_ASCII)));
    return names;
  }

  @Override
  public TlsSession getSessionToResume() {
    return owner.session();
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    if (owner.scenario().resumption()) {
      owner.keep(context.getSession());
    }
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
        owner.leafCheck().check(server.getCertificate().getCertificateAt(0).getEncoded());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        TlsCertificate certificate = crypto.createCertificate(owner.clientCertificate());
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context),
            crypto,
            owner.clientKey(),
            new Certificate(new TlsCertificate[] {certificate}),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
      }
    };
  }
}
