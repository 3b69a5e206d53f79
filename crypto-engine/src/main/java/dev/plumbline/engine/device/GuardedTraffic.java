package dev.plumbline.engine.device;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.TrafficKeys;
import dev.plumbline.engine.memory.DeviceMemory;

/**
 * Traffic keys whose ciphers take their turn at the device's one engine, which may be held by somebody else, and whose
 * operands are judged first.
 */
final class GuardedTraffic implements TrafficKeys {
  private final TrafficKeys keys;
  private final RecordCipher clientWrite;
  private final RecordCipher serverWrite;

  GuardedTraffic(TrafficKeys keys, OperandGuard guard, Availability availability, DeviceMemory memory) {
    this.keys = keys;
    this.clientWrite = new GuardedCipher(keys.clientWrite(), guard, availability, memory);
    this.serverWrite = new GuardedCipher(keys.serverWrite(), guard, availability, memory);
  }

  TrafficKeys keys() {
    return keys;
  }

  @Override
  public RecordCipher clientWrite() {
    return clientWrite;
  }

  @Override
  public RecordCipher serverWrite() {
    return serverWrite;
  }

  @Override
  public void close() {
    keys.close();
  }

  private record GuardedCipher(
      RecordCipher cipher, OperandGuard guard, Availability availability, DeviceMemory memory)
      implements RecordCipher {
    @Override
    public int overhead() {
      return cipher.overhead();
    }

    @Override
    public int explicitNonceLength() {
      return cipher.explicitNonceLength();
    }

    @Override
    public void countNoncesFrom(long first) {
      cipher.countNoncesFrom(first);
    }

    @Override
    public void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment) throws EngineException {
      synchronized (memory) {
        availability.enter();
        CryptoView input = guard.admit(plaintext);
        guard.requireApart(input, fragment);
        cipher.seal(sequence, contentType, input, fragment);
      }
    }

    @Override
    public void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
        throws PeerRejected, EngineException {
      synchronized (memory) {
        availability.enter();
        CryptoView input = guard.admit(fragment);
        guard.requireApart(input, plaintext);
        cipher.open(sequence, contentType, input, plaintext);
      }
    }

    @Override
    public void close() {
      cipher.close();
    }
  }
}
