package dev.plumbline.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One client connection in memory. Buffers given for reading are consumed whole; buffers given for writing have room
 * for all that can come. Not thread-safe.
 */
public interface ClientPeer extends AutoCloseable {
  /** Takes records from the server, none at first, and appends those that answer them. */
  void handshake(ByteBuffer fromServer, ByteBuffer toServer) throws IOException;

  boolean established();

  /** Protects application data that fits into one record. */
  void seal(ByteBuffer applicationData, ByteBuffer toServer) throws IOException;

  /** Takes one record of application data. */
  void open(ByteBuffer fromServer, ByteBuffer applicationData) throws IOException;

  /** Lets go of what the connection holds. Nothing is sent. */
  @Override
  void close();
}
