package dev.plumbline.bench.peer;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Drives an {@link SSLEngine} as far as it goes with the bytes that are there. */
final class SslEngines {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private SslEngines() {}

  static void handshake(SSLEngine engine, ByteBuffer in, ByteBuffer out, ByteBuffer applicationIn)
      throws SSLException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks(engine);
        case NEED_WRAP -> check(engine.wrap(NOTHING, out));
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!in.hasRemaining()) {
            return;
          }
          check(engine.unwrap(in, applicationIn));
        }
        default -> {
          return;
        }
      }
    }
  }

  static boolean established(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  static void wrap(SSLEngine engine, ByteBuffer applicationData, ByteBuffer out) throws SSLException {
    check(engine.wrap(applicationData, out));
  }

  static void unwrap(SSLEngine engine, ByteBuffer in, ByteBuffer applicationData) throws SSLException {
    check(engine.unwrap(in, applicationData));
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private static void check(SSLEngineResult result) throws SSLException {
    if (result.getStatus() != Status.OK) {
      throw new SSLException("SSLEngine says " + result);
    }
  }
}
