package dev.plumbline.tls.handshake;

import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.RecordCipher;

/**
 * The handles that a handshake ends up with, on their way from state to state: the master secret, and the ciphers
 * that are not yet in use (RFC 5246 §6.1, the pending states). Each is taken out once, by its new owner; what is left
 * is closed.
 */
final class ConnectionKeys implements AutoCloseable {
  private MasterSecret master;
  private RecordCipher clientWrite;
  private RecordCipher serverWrite;

  ConnectionKeys(MasterSecret master, RecordCipher clientWrite, RecordCipher serverWrite) {
    this.master = master;
    this.clientWrite = clientWrite;
    this.serverWrite = serverWrite;
  }

  /** The master secret, which stays here. */
  MasterSecret master() {
    return master;
  }

  MasterSecret takeMaster() {
    MasterSecret taken = master;
    master = null;
    return taken;
  }

  RecordCipher takeClientWrite() {
    RecordCipher taken = clientWrite;
    clientWrite = null;
    return taken;
  }

  RecordCipher takeServerWrite() {
    RecordCipher taken = serverWrite;
    serverWrite = null;
    return taken;
  }

  @Override
  public void close() {
    if (master != null) {
      master.close();
    }
    if (clientWrite != null) {
      clientWrite.close();
    }
    if (serverWrite != null) {
      serverWrite.close();
    }
  }
}
