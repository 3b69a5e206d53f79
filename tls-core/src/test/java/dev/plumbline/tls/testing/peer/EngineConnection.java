package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** One connection of a server engine: handshakes, sends back what it gets, and closes when the client does. */
final class EngineConnection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final InputStream in;
  private final OutputStream out;
  private final ByteBuffer received;
  private final ByteBuffer plaintext;
  private final ByteBuffer outgoing;

  EngineConnection(SSLEngine engine, Socket socket) throws IOException {
    this.engine = engine;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.received = ByteBuffer.allocate(1 << 16).flip();
    this.plaintext = ByteBuffer.allocate(1 << 16);
    this.outgoing = ByteBuffer.allocate(1 << 16);
  }

  /** Returns when the client has closed; its close_notify is answered, and what it did wrong is told to it. */
  void echo() throws IOException {
    try {
      engine.beginHandshake();
      while (!engine.isInboundDone() && step()) {
        sendBack();
      }
      engine.closeOutbound();
      wrapAll();
    } catch (IOException e) {
      try {
        wrapAll();
      } catch (IOException unheard) {
        e.addSuppressed(unheard);
      }
      throw e;
    }
  }

  /** One thing that the engine asks for; false when the client is gone. */
  private boolean step() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
        task.run();
      }
      return true;
    }
    if (status == HandshakeStatus.NEED_WRAP) {
      wrap(NOTHING);
      return true;
    }
    SSLEngineResult result = engine.unwrap(received, plaintext);
    return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW || fill();
  }

  private boolean fill() throws IOException {
    received.compact();
    int count = in.read(received.array(), received.position(), received.remaining());
    received.position(received.position() + Math.max(count, 0)).flip();
    return count >= 0;
  }

  private void sendBack() throws IOException {
    plaintext.flip();
    while (plaintext.hasRemaining()) {
      wrap(plaintext);
    }
    plaintext.clear();
  }

  /** What is left to say at the end: an alert, or close_notify. */
  private void wrapAll() throws IOException {
    while (!engine.isOutboundDone() && wrap(NOTHING) > 0) {
      // One record at a time.
    }
  }

  private int wrap(ByteBuffer data) throws IOException {
    engine.wrap(data, outgoing.clear());
    out.write(outgoing.array(), 0, outgoing.position());
    return outgoing.position();
  }
}
