package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.Secret;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.TrafficKeys;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Finished;
import java.util.Arrays;
import java.util.Optional;

/**
 * The derivations of one handshake, in their order: pre-master secret, master secret, key block, verify_data (RFC
 * 5246 §8.1, §6.3, §7.4.9, RFC 7627 §4), and what the trace and the key log see of them. Every method either does its
 * whole work or changes nothing.
 */
final class KeySchedule {
  /** Sizes in the key_block of AES-128-GCM (RFC 5288 §3): two keys, two implicit nonces, no MAC keys. */
  private static final int KEY_LENGTH = 16;

  private static final int FIXED_IV_LENGTH = 4;
  private static final String NOT_RELEASED = "the engine does not release it";

  private final HandshakeContext context;
  private final CryptoEngine engine;
  private final TraceSink trace;

  KeySchedule(HandshakeContext context) {
    this.context = context;
    this.engine = context.engine();
    this.trace = context.trace();
  }

  /** A pre-master secret was made. */
  void preMasterMade(PreMasterSecret preMaster) {
    traceSecret(TracePoint.PRE_MASTER_SECRET, wanted(TracePoint.PRE_MASTER_SECRET, preMaster));
  }

  /** Makes the master secret; the engine closes {@code preMaster}. The transcript must end with ClientKeyExchange. */
  MasterSecret masterSecret(Negotiated negotiated, PreMasterSecret preMaster) throws EngineException {
    byte[] clientRandom = negotiated.clientRandom().toArray();
    byte[] serverRandom = negotiated.serverRandom().toArray();
    byte[] sessionHash = negotiated.extendedMasterSecret() ? context.transcript().hash() : null;
    MasterSeed seed =
        sessionHash != null
            ? new MasterSeed.SessionHash(sessionHash)
            : new MasterSeed.Randoms(clientRandom, serverRandom);
    MasterSecret master = engine.masterSecret(preMaster, negotiated.suite().prfHash(), seed);
    if (sessionHash != null) {
      context.traceBytes(TracePoint.SESSION_HASH, sessionHash);
    } else if (trace.wants(TracePoint.MASTER_SECRET_SEED)) {
      byte[] both = Arrays.copyOf(clientRandom, clientRandom.length + serverRandom.length);
      System.arraycopy(serverRandom, 0, both, clientRandom.length, serverRandom.length);
      context.traceBytes(TracePoint.MASTER_SECRET_SEED, both);
    }
    masterKnown(negotiated, master);
    return master;
  }

  /** Makes the ciphers of both directions; takes the master secret over when it succeeds. */
  ConnectionKeys connectionKeys(Negotiated negotiated, MasterSecret master) throws EngineException {
    try (TrafficKeys keys =
        engine.trafficKeys(
            master, negotiated.suite(), negotiated.clientRandom().toArray(), negotiated.serverRandom().toArray())) {
      if (negotiated.resumed()) {
        masterKnown(negotiated, master);
      }
      traceKeyBlock(keys);
      return new ConnectionKeys(master, keys.clientWrite(), keys.serverWrite());
    }
  }

  /** verify_data over the transcript so far. */
  Bytes verifyData(Negotiated negotiated, MasterSecret master, Finisher who) throws EngineException {
    byte[] hash = context.transcript().hash(negotiated.suite().prfHash());
    byte[] verifyData = new byte[Finished.VERIFY_DATA_LENGTH];
    engine.verifyData(
        master, negotiated.suite().prfHash(), who, CryptoView.of(hash), CryptoView.of(verifyData));
    boolean client = who == Finisher.CLIENT;
    context.traceBytes(
        client ? TracePoint.HANDSHAKE_HASH_CLIENT_FINISHED : TracePoint.HANDSHAKE_HASH_SERVER_FINISHED, hash);
    context.traceBytes(client ? TracePoint.VERIFY_DATA_CLIENT : TracePoint.VERIFY_DATA_SERVER, verifyData);
    return Bytes.of(verifyData);
  }

  private void masterKnown(Negotiated negotiated, MasterSecret master) {
    boolean logged = context.keyLog().wants();
    if (!logged && !trace.wants(TracePoint.MASTER_SECRET)) {
      return;
    }
    byte[] bytes = engine.reveal(master, SecretReveal.insecureSecretReveal()).orElse(null);
    if (logged && bytes != null) {
      context.keyLog().clientRandom(negotiated.clientRandom().toArray(), bytes);
    }
    traceSecret(TracePoint.MASTER_SECRET, bytes);
  }

  private void traceKeyBlock(TrafficKeys keys) {
    byte[] block = wanted(TracePoint.KEY_BLOCK, keys);
    if (!trace.wants(TracePoint.KEY_BLOCK)) {
      return;
    }
    byte[] parts = block == null ? new byte[0] : block.clone();
    traceSecret(TracePoint.KEY_BLOCK, block);
    if (parts.length > 0) {
      int at = 0;
      at = tracePart(TracePoint.CLIENT_WRITE_KEY, parts, at, KEY_LENGTH);
      at = tracePart(TracePoint.SERVER_WRITE_KEY, parts, at, KEY_LENGTH);
      at = tracePart(TracePoint.CLIENT_WRITE_IV, parts, at, FIXED_IV_LENGTH);
      tracePart(TracePoint.SERVER_WRITE_IV, parts, at, FIXED_IV_LENGTH);
      Arrays.fill(parts, (byte) 0);
    }
  }

  private int tracePart(TracePoint point, byte[] block, int at, int length) {
    if (trace.wants(point)) {
      trace.bytes(point, block, at, length);
    }
    return at + length;
  }

  private byte[] wanted(TracePoint point, Secret secret) {
    if (!trace.wants(point)) {
      return null;
    }
    Optional<byte[]> bytes = engine.reveal(secret, SecretReveal.insecureSecretReveal());
    return bytes.orElse(null);
  }

  /** Hands a revealed secret to the trace and overwrites it; null says that the engine kept it. */
  private void traceSecret(TracePoint point, byte[] bytes) {
    if (trace.wants(point)) {
      if (bytes == null) {
        trace.opaque(point, NOT_RELEASED);
      } else {
        trace.bytes(point, bytes, 0, bytes.length);
      }
    }
    if (bytes != null) {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
