package dev.plumbline.diagnose.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each profile's ClientHello against the recorded ones: equal but for random, session id and key shares. */
class RealHelloTest {
  private static final int RECORD_HEADER = 5;
  private static final int RANDOM = RECORD_HEADER + 4 + 2;
  private static final int SESSION_ID = RANDOM + 32;
  private static final int KEY_SHARE = 51;

  record RealHello(String profile, String serverName, String source, byte[] record) {
    @Override
    public String toString() {
      return profile + " against " + source;
    }
  }

  static Stream<RealHello> realHellos() throws IOException {
    try (InputStream in = RealHelloTest.class.getResourceAsStream("hello/real-hellos.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(parts -> new RealHello(parts[0], parts[1], parts[2], HexFormat.of().parseHex(parts[3])));
    }
  }

  @ParameterizedTest
  @MethodSource("realHellos")
  void theProfileSendsTheRealClientHello(RealHello real) throws Exception {
    byte[] ours = hello(real.profile(), real.serverName());
    assertEquals(masked(real.record()), masked(ours));
  }

  @ParameterizedTest
  @MethodSource("realHellos")
  void theFirstFourBytesOfTheRandomFollowTheRealOnesPolicy(RealHello real) throws Exception {
    DeviceProfile profile = Profiles.parse(real.profile());
    int prefix = ByteBuffer.wrap(real.record()).getInt(RANDOM);
    switch (profile.hello().dialect().randomPrefix()) {
      case ZERO -> assertEquals(0, prefix);
      // 2026 and 2027, or the years behind of a device whose clock was.
      case UNIX_TIME -> assertTrue((prefix & 0xFFFF_FFFFL) > 1_577_836_800L, Integer.toHexString(prefix));
      case RANDOM -> assertTrue(prefix != 0);
    }
  }

  @Test
  void everyProfileOfTheLibrarySendsAClientHello() throws Exception {
    for (String name : Profiles.NAMES) {
      byte[] hello = hello(name, "mqtt.example.org");
      assertEquals(22, hello[0]);
      assertEquals(hello.length - RECORD_HEADER, ByteBuffer.wrap(hello).getShort(3));
    }
  }

  private static byte[] hello(String spec, String serverName) throws Exception {
    DeviceProfile profile = Profiles.parse(spec);
    try (CryptoEngine engine = profile.engine().spec().open(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, List.of());
        TlsClient client =
            new TlsClient(
                profile
                    .apply(TlsClientConfig.builder(engine, anchors).serverName(serverName), engine.profile())
                    .build())) {
      ByteBuffer out = ByteBuffer.allocate(1 << 14);
      client.transmit(out);
      return Arrays.copyOf(out.array(), out.position());
    }
  }

  /** The record in hexadecimal, with zeros for what differs from connection to connection. */
  private static String masked(byte[] record) {
    byte[] copy = record.clone();
    Arrays.fill(copy, RANDOM, SESSION_ID, (byte) 0);
    ByteBuffer in = ByteBuffer.wrap(copy);
    int sessionId = copy[SESSION_ID];
    Arrays.fill(copy, SESSION_ID + 1, SESSION_ID + 1 + sessionId, (byte) 0);
    in.position(SESSION_ID + 1 + sessionId);
    in.position(in.getShort() + in.position());
    in.position(in.get() + in.position());
    if (in.hasRemaining()) {
      in.getShort();
      while (in.hasRemaining()) {
        int type = in.getShort() & 0xFFFF;
        int length = in.getShort() & 0xFFFF;
        if (type == KEY_SHARE) {
          int groupAndLengths = 6;
          Arrays.fill(copy, in.position() + groupAndLengths, in.position() + length, (byte) 0);
        }
        in.position(in.position() + length);
      }
    }
    return HexFormat.of().formatHex(copy);
  }
}
