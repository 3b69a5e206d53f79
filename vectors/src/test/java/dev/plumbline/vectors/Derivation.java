package dev.plumbline.vectors;

import dev.plumbline.vectors.HandshakeLog.Message;
import dev.plumbline.vectors.HandshakeVector.Material;
import dev.plumbline.vectors.RecordedConnection.Draw;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Phase;
import dev.plumbline.vectors.RecordedConnection.Side;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every intermediate of one connection, derived once more from its inputs alone: entropy, keys, and what is on the
 * wire.
 */
final class Derivation {
  private static final int KEY = 16;
  private static final int IMPLICIT_NONCE = 4;

  private final Material material;
  private final RecordedConnection connection;
  private final HandshakeLog log;
  private final byte[] clientRandom;
  private final byte[] serverRandom;
  private final Map<String, byte[]> values = new HashMap<>();

  Derivation(Material material, RecordedConnection connection) {
    this.material = material;
    this.connection = connection;
    this.log = new HandshakeLog(connection);
    this.clientRandom = log.random(Side.CLIENT);
    this.serverRandom = log.random(Side.SERVER);
  }

  /**
   * The values by the names of their points.
   *
   * @param resumedSecret the master secret of the session that this one resumes, where it does
   */
  Map<String, byte[]> values(byte[] resumedSecret) throws GeneralSecurityException {
    values.put("CLIENT_RANDOM", draw("CLIENT_RANDOM"));
    messages();
    byte[] master = connection.facts().resumed() ? resumedSecret : fullHandshake();
    values.put("MASTER_SECRET", master);
    keyBlock(master);
    finished(master, Side.CLIENT, "client finished");
    finished(master, Side.SERVER, "server finished");
    alerts();
    return values;
  }

  private void messages() {
    message("CLIENT_HELLO", Side.CLIENT, HandshakeLog.CLIENT_HELLO);
    message("SERVER_HELLO", Side.SERVER, HandshakeLog.SERVER_HELLO);
    message("CERTIFICATE", Side.SERVER, HandshakeLog.CERTIFICATE);
    message("SERVER_KEY_EXCHANGE", Side.SERVER, HandshakeLog.SERVER_KEY_EXCHANGE);
    message("CERTIFICATE_REQUEST", Side.SERVER, 13);
    message("SERVER_HELLO_DONE", Side.SERVER, 14);
    message("CLIENT_CERTIFICATE", Side.CLIENT, HandshakeLog.CERTIFICATE);
    message("CLIENT_KEY_EXCHANGE", Side.CLIENT, HandshakeLog.CLIENT_KEY_EXCHANGE);
    message("CERTIFICATE_VERIFY", Side.CLIENT, HandshakeLog.CERTIFICATE_VERIFY);
    message("CLIENT_FINISHED", Side.CLIENT, HandshakeLog.FINISHED);
    message("SERVER_FINISHED", Side.SERVER, HandshakeLog.FINISHED);
    message("NEW_SESSION_TICKET", Side.SERVER, 4);
    values.put("CLIENT_CHANGE_CIPHER_SPEC", new byte[] {1});
    values.put("SERVER_CHANGE_CIPHER_SPEC", new byte[] {1});
  }

  private void message(String point, Side from, int type) {
    log.find(from, type).ifPresent(message -> values.put(point, message.bytes()));
  }

  /** Key exchange and master secret (RFC 5246 §8.1, RFC 7627 §4). */
  private byte[] fullHandshake() throws GeneralSecurityException {
    Message keyExchange = log.get(Side.CLIENT, HandshakeLog.CLIENT_KEY_EXCHANGE);
    byte[] preMaster =
        log.find(Side.SERVER, HandshakeLog.SERVER_KEY_EXCHANGE).isPresent() ? ecdhe(keyExchange) : rsa(keyExchange);
    values.put("PRE_MASTER_SECRET", preMaster);
    log.find(Side.CLIENT, HandshakeLog.CERTIFICATE_VERIFY).ifPresent(this::certificateVerify);
    if (connection.facts().extendedMasterSecret()) {
      byte[] sessionHash = Jdk.hash("SHA-256", log.through(keyExchange));
      values.put("SESSION_HASH", sessionHash);
      return Jdk.prf(preMaster, "extended master secret", sessionHash, 48);
    }
    byte[] seed = Jdk.concat(clientRandom, serverRandom);
    values.put("MASTER_SECRET_SEED", seed);
    return Jdk.prf(preMaster, "master secret", seed, 48);
  }

  private byte[] ecdhe(Message keyExchange) throws GeneralSecurityException {
    ServerShare share = ServerShare.of(log);
    values.put("SERVER_PARAMS_SIGNED", Jdk.concat(clientRandom, serverRandom, share.params()));
    values.put("CLIENT_PUBLIC_POINT", HandshakeLog.opaque(keyExchange.body(), 1));
    return Jdk.agree(share.group(), draw("EPHEMERAL_KEY"), share.point());
  }

  private byte[] rsa(Message keyExchange) throws GeneralSecurityException {
    byte[] decrypted = Jdk.decryptRsa(material.serverKey(), HandshakeLog.opaque(keyExchange.body(), 2));
    byte[] drawn = Jdk.concat(new byte[] {3, 3}, draw("PRE_MASTER_SECRET"));
    if (!Arrays.equals(decrypted, drawn)) {
      throw new GeneralSecurityException("the server decrypts another pre-master secret than the client drew");
    }
    return decrypted;
  }

  private void certificateVerify(Message verify) {
    int scheme = verify.body().getShort();
    try {
      values.put(
          "CERTIFICATE_VERIFY_HASH", Jdk.hash(scheme == 0x0503 ? "SHA-384" : "SHA-256", log.before(verify)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 5246 §6.3: here the server's random comes first; no MAC keys (RFC 5288 §3). */
  private void keyBlock(byte[] master) throws GeneralSecurityException {
    ByteBuffer block =
        ByteBuffer.wrap(Jdk.prf(master, "key expansion", Jdk.concat(serverRandom, clientRandom), 40));
    values.put("KEY_BLOCK", block.array());
    values.put("CLIENT_WRITE_KEY", part(block, KEY));
    values.put("SERVER_WRITE_KEY", part(block, KEY));
    values.put("CLIENT_WRITE_IV", part(block, IMPLICIT_NONCE));
    values.put("SERVER_WRITE_IV", part(block, IMPLICIT_NONCE));
  }

  private static byte[] part(ByteBuffer block, int length) {
    byte[] part = new byte[length];
    block.get(part);
    return part;
  }

  /** RFC 5246 §7.4.9. */
  private void finished(byte[] master, Side side, String label) throws GeneralSecurityException {
    byte[] hash = Jdk.hash("SHA-256", log.before(log.get(side, HandshakeLog.FINISHED)));
    byte[] verifyData = Jdk.prf(master, label, hash, 12);
    values.put("HANDSHAKE_HASH_" + side + "_FINISHED", hash);
    values.put("VERIFY_DATA_" + side, verifyData);
    values.put(side + "_FINISHED", Jdk.concat(new byte[] {HandshakeLog.FINISHED, 0, 0, 12}, verifyData));
  }

  /** The closing alerts, each the only record of its flight. */
  private void alerts() {
    for (Flight flight : connection.flights()) {
      if (flight.phase() == Phase.CLOSURE) {
        String point = flight.from() == Side.CLIENT ? "ALERT_SENT" : "ALERT_RECEIVED";
        values.put(point, flight.records().get(0).protection().plaintext().bytes());
      }
    }
  }

  private byte[] draw(String purpose) {
    List<byte[]> draws =
        connection.entropy().stream()
            .filter(draw -> draw.purpose().equals(purpose))
            .map(Draw::bytes)
            .map(Hex::bytes)
            .toList();
    return draws.get(draws.size() - 1);
  }
}
