package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On an engine that allocates nothing, neither does a record in either direction. */
class AllocationTest {
  private static final int RECORDS = 5_000;
  private static final int PASSES = 10;
  private static final int SIZE = 1_000;

  @Test
  void allocatesNothingForARecord() throws Exception {
    CryptoEngine engine = new NullEngine();
    try (TrustAnchors anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(ClientFixture.ROOT.der())));
        TlsClient client =
            new TlsClient(
                TlsClientConfig.builder(engine, anchors)
                    .serverName("localhost")
                    .clock(() -> ClientFixture.NOW)
                    .build())) {
      ScriptedServer server = ServerScript.with(EC).withoutCryptography().server();
      new MemoryLink(client, server).run();
      assertTrue(client.established());
      ByteBuffer wire = ByteBuffer.allocate(RECORDS * (SIZE + 29));
      for (int i = 0; i < RECORDS; i++) {
        wire.put(server.records(Piece.applicationData(new byte[SIZE])));
      }
      ByteBuffer data = ByteBuffer.allocate(SIZE);
      ByteBuffer out = ByteBuffer.allocate(2 * SIZE);
      wire.flip();
      assertEquals(0, leastAllocated(() -> pass(client, wire, data, out)));
    }
  }

  /** A part of the records. */
  private interface Pass {
    void run() throws Exception;
  }

  /**
   * Bytes that the thriftiest pass took: what the runtime allocates for itself comes once, what a record allocates
   * comes always.
   */
  private static long leastAllocated(Pass pass) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < PASSES; i++) {
      long begin = threads.getThreadAllocatedBytes(thread);
      long idle = threads.getThreadAllocatedBytes(thread) - begin;
      long before = threads.getThreadAllocatedBytes(thread);
      pass.run();
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before - idle);
    }
    return least;
  }

  private static void pass(TlsClient client, ByteBuffer wire, ByteBuffer data, ByteBuffer out)
      throws Exception {
    for (int i = 0; i < RECORDS / PASSES; i++) {
      client.send(data.clear());
      while (client.wants().contains(Want.TRANSMIT)) {
        client.transmit(out.clear());
      }
      client.receive(wire);
      while (client.wants().contains(Want.READ)) {
        client.read(data.clear());
      }
    }
  }
}
