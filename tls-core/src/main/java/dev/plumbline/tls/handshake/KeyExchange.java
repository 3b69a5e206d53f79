package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ClientKeyExchange;

/**
 * Our half of a key exchange, once the server's half is verified: ends in a pre-master secret and a ClientKeyExchange
 * (RFC 5246 §7.4.7). Owns its handles. What it has made it keeps, so that a busy engine is asked only for what is
 * missing.
 */
abstract sealed class KeyExchange implements AutoCloseable {
  private PreMasterSecret preMaster;

  /** Makes the pre-master secret and returns the message that goes with it; to be repeated after a busy engine. */
  abstract ClientKeyExchange run(HandshakeContext context) throws TlsAlert, EngineException;

  /** The pre-master secret; the engine closes it when it has made the master secret. */
  final PreMasterSecret preMaster() {
    return preMaster;
  }

  final void made(PreMasterSecret secret, HandshakeContext context) {
    preMaster = secret;
    context.keys().preMasterMade(secret);
  }

  @Override
  public void close() {
    if (preMaster != null) {
      preMaster.close();
    }
  }

  /** ECDHE (RFC 8422 §5.7). */
  static final class Ecdhe extends KeyExchange {
    private final PeerShare theirs;
    private final byte[] point;
    private EphemeralKey mine;

    Ecdhe(PeerShare theirs) {
      this.theirs = theirs;
      this.point = new byte[theirs.group().publicPointLength()];
    }

    @Override
    ClientKeyExchange run(HandshakeContext context) throws TlsAlert, EngineException {
      if (mine == null) {
        mine = context.engine().ephemeral(theirs.group());
        mine.publicPoint(point, 0);
        context.traceBytes(TracePoint.CLIENT_PUBLIC_POINT, point);
      }
      try {
        made(context.engine().agree(mine, theirs), context);
      } catch (PeerRejected e) {
        throw EngineFaults.keyExchange(context.engine(), e);
      }
      return ClientKeyExchange.ofPoint(Bytes.of(point));
    }

    @Override
    public void close() {
      super.close();
      theirs.close();
      if (mine != null) {
        mine.close();
      }
    }
  }

  /** RSA key transport (RFC 5246 §7.4.7.1). */
  static final class RsaTransport extends KeyExchange {
    /** Holds the result for moduli of up to 8192 bits. */
    private static final int MAX_ENCRYPTED = 1024;

    private final SubjectKey serverKey;

    RsaTransport(SubjectKey serverKey) {
      this.serverKey = serverKey;
    }

    @Override
    ClientKeyExchange run(HandshakeContext context) throws TlsAlert, EngineException {
      CryptoView encrypted = CryptoView.of(new byte[MAX_ENCRYPTED]);
      try {
        int version = context.offer().hello().clientVersion();
        made(context.engine().encryptedPreMaster(serverKey, version, encrypted), context);
      } catch (PeerRejected e) {
        throw EngineFaults.keyExchange(context.engine(), e);
      }
      return ClientKeyExchange.ofEncryptedPreMasterSecret(Bytes.of(encrypted.copy()));
    }

    @Override
    public void close() {
      super.close();
      serverKey.close();
    }
  }
}
