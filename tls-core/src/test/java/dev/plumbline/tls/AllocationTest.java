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
  private static final int RECORDS = 2_000;
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
      pass(client, wire, data, out, RECORDS / 2);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      threads.getThreadAllocatedBytes(thread);
      long idle = threads.getThreadAllocatedBytes(thread);
      idle = threads.getThreadAllocatedBytes(thread) - idle;
      long before = threads.getThreadAllocatedBytes(thread);
      pass(client, wire, data, out, RECORDS / 2);
      assertEquals(0, threads.getThreadAllocatedBytes(thread) - before - idle);
    }
  }

  private static void pass(TlsClient client, ByteBuffer wire, ByteBuffer data, ByteBuffer out, int records)
      throws Exception {
    for (int i = 0; i < records; i++) {
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
