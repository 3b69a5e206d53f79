package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a modelled device's records look from outside: their size, and where their explicit nonces come from. */
class OutgoingRecordsTest {
  private static final int GCM_OVERHEAD = 8 + 16;
  private static final byte[] DATA = new byte[2000];

  private record Record(int type, byte[] fragment) {
    long nonce() {
      return ByteBuffer.wrap(fragment).getLong();
    }
  }

  /** A whole connection with client authentication and some data; its records as the server got them. */
  private static List<Record> records(UnaryOperator<TlsClientConfig.Builder> settings) throws Exception {
    try (ClientFixture fixture = ClientFixture.real()) {
      ScriptedServer server = ServerScript.with(EC).certificateRequest().server();
      TlsClientConfig config =
          settings.apply(fixture.config().credentials(fixture.credentials(CLIENT_EC))).build();
      try (TlsClient client = new TlsClient(config)) {
        MemoryLink link = new MemoryLink(client, server).run().send(DATA);
        assertArrayEquals(DATA, server.received());
        client.closeNotify();
        link.run();
        return parse(link.sentToServer());
      }
    }
  }

  private static List<Record> parse(byte[] sent) {
    List<Record> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(sent);
    while (in.hasRemaining()) {
      byte[] header = new byte[5];
      in.get(header);
      byte[] fragment = new byte[ByteBuffer.wrap(header).getShort(3) & 0xFFFF];
      in.get(fragment);
      records.add(new Record(header[0], fragment));
    }
    return records;
  }

  /** Those after ChangeCipherSpec. */
  private static List<Record> sealed(List<Record> records) {
    List<Integer> types = records.stream().map(Record::type).toList();
    return records.subList(types.indexOf(20) + 1, records.size());
  }

  @Test
  void noncesAreSequenceNumbersUnlessTheDeviceCountsFromARandomNumber() throws Exception {
    List<Long> usual = sealed(records(config -> config)).stream().map(Record::nonce).toList();
    assertEquals(List.of(0L, 1L, 2L), usual);
    List<Long> counted = sealed(records(config -> config.nonceFromRandom(true))).stream().map(Record::nonce).toList();
    assertNotEquals(0, counted.get(0));
    assertEquals(List.of(counted.get(0), counted.get(0) + 1, counted.get(0) + 2), counted);
  }

  @Test
  void countingGoesOnBeyondTheLargestNumber() throws Exception {
    PinnedEntropy entropy =
        PinnedEntropy.seeded(1).pin(Purpose.EXPLICIT_NONCE, HexFormat.of().parseHex("ffffffffffffffff"));
    List<Record> records = sealed(records(config -> config.entropy(entropy).nonceFromRandom(true)));
    assertEquals(List.of(-1L, 0L, 1L), records.stream().map(Record::nonce).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 512, 1000})
  void nothingLeavesInALongerRecordThanTheDeviceMakes(int limit) throws Exception {
    List<Record> records = records(config -> config.sendLimit(limit));
    List<Record> sealed = sealed(records);
    for (Record record : records) {
      assertTrue(record.fragment().length <= limit + (sealed.contains(record) ? GCM_OVERHEAD : 0));
    }
    long full = sealed.stream().filter(record -> record.fragment().length == limit + GCM_OVERHEAD).count();
    assertEquals(DATA.length / limit, full, "data fills its records");
    assertTrue(
        records.stream().filter(record -> record.type() == 22).count() > (limit < 512 ? 6 : 3), "messages are cut");
  }

  @Test
  void aLimitOutsideWhatTlsAllowsIsRefused() {
    try (ClientFixture fixture = ClientFixture.without()) {
      for (int limit : new int[] {0, 63, 16385}) {
        assertThrows(IllegalArgumentException.class, () -> fixture.config().sendLimit(limit).build());
      }
    }
  }
}
