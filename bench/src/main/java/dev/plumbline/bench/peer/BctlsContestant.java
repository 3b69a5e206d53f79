package dev.plumbline.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Bouncy Castle's TLS on its lightweight cryptography, so on the same primitives as ours. It brings no path
 * validation; a check of the leaf against the root, by hand, stands in. The leaf's signature is verified on every
 * connection.
 */
public final class BctlsContestant implements Contestant {
  private final Scenario scenario;
  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final LeafCheck leafCheck;
  private final AsymmetricKeyParameter clientKey;
  private final byte[] clientCertificate;
  private TlsSession session;

  public BctlsContestant(Scenario scenario) {
    this.scenario = scenario;
    try {
      leafCheck = new LeafCheck(BenchPki.root(scenario), BenchPki.SERVER_NAME);
      clientKey = PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(BenchPki.clientKey().getEncoded()));
      clientCertificate = BenchPki.client().getEncoded();
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("bctls cannot be set up", e);
    }
  }

  @Override
  public String name() {
    return "bctls";
  }

  @Override
  public ClientPeer connect() throws IOException {
    TlsClientProtocol protocol = new TlsClientProtocol();
    protocol.connect(new BctlsClient(this, crypto));
    return new ProtocolClient(protocol);
  }

  Scenario scenario() {
    return scenario;
  }

  LeafCheck leafCheck() {
    return leafCheck;
  }

  AsymmetricKeyParameter clientKey() {
    return clientKey;
  }

  byte[] clientCertificate() {
    return clientCertificate;
  }

  /** The session to offer, or null. */
  TlsSession session() {
    return session;
  }

  void keep(TlsSession newSession) {
    session = newSession;
  }

  private static final class ProtocolClient implements ClientPeer {
    private final TlsClientProtocol protocol;

    ProtocolClient(TlsClientProtocol protocol) {
      this.protocol = protocol;
    }

    @Override
    public void handshake(ByteBuffer fromServer, ByteBuffer toServer) throws IOException {
      offer(fromServer);
      protocol.readOutput(toServer, protocol.getAvailableOutputBytes());
    }

    @Override
    public boolean established() {
      return protocol.isConnected();
    }

    @Override
    public void seal(ByteBuffer applicationData, ByteBuffer toServer) throws IOException {
      int from = applicationData.arrayOffset() + applicationData.position();
      protocol.writeApplicationData(applicationData.array(), from, applicationData.remaining());
      applicationData.position(applicationData.limit());
      protocol.readOutput(toServer, protocol.getAvailableOutputBytes());
    }

    @Override
    public void open(ByteBuffer fromServer, ByteBuffer applicationData) throws IOException {
      offer(fromServer);
      protocol.readInput(applicationData, protocol.getAvailableInputBytes());
    }

    private void offer(ByteBuffer fromServer) throws IOException {
      if (fromServer.hasRemaining()) {
        int from = fromServer.arrayOffset() + fromServer.position();
        protocol.offerInput(fromServer.array(), from, fromServer.remaining());
        fromServer.position(fromServer.limit());
      }
    }

    @Override
    public void close() {
      // To close the protocol would send an alert; it is garbage from here on.
    }
  }
}
