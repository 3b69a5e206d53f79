package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ClientHello: what shapes it, and that it can be another stack's byte for byte. */
class DialectTest {
  private static byte[] helloOf(TlsClientConfig config) {
    try (TlsClient client = new TlsClient(config)) {
      ByteBuffer out = ByteBuffer.allocate(1 << 12);
      client.transmit(out);
      return Arrays.copyOf(out.array(), out.position());
    }
  }

  private static List<Integer> extensionsOf(TlsClientConfig config) {
    return hello(config).extensions().stream().map(Extension::type).toList();
  }

  private static ClientHello hello(TlsClientConfig config) {
    ScriptedServer server = ServerScript.with(EC).withoutCryptography().server();
    try (TlsClient client = new TlsClient(config)) {
      ClientFixture.run(client, server);
    }
    return server.hello();
  }

  @Test
  void offersWhatThePlumblineDialectSaysInItsOrder() {
    try (ClientFixture fixture = ClientFixture.without()) {
      assertEquals(List.of(0, 23, 0xFF01, 10, 11, 35, 13), extensionsOf(fixture.config().build()));
      assertEquals(
          List.of(0, 23, 0xFF01, 10, 11, 35, 16, 5, 13, 1, 28),
          extensionsOf(
              fixture.config().alpn(List.of("mqtt")).statusRequest(true).maxFragmentLength(512)
                  .recordSizeLimit(512).build()));
    }
  }

  @Test
  void leavesOutWhatIsTurnedOff() {
    try (ClientFixture fixture = ClientFixture.without()) {
      TlsClientConfig config =
          fixture.config()
              .sendServerName(false)
              .extendedMasterSecret(Demand.OFF)
              .secureRenegotiation(Demand.OFF)
              .sessionTickets(false)
              .suites(List.of(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256))
              .build();
      assertEquals(List.of(13), extensionsOf(config));
    }
  }

  @Test
  void offersNoRsaKeyTransportUnlessAsked() {
    try (ClientFixture fixture = ClientFixture.without()) {
      assertEquals(List.of(0xC02B, 0xC02F), hello(fixture.config().build()).cipherSuites());
    }
  }

  @Test
  void offersNoExtendedMasterSecretOnAnEngineWithoutIt() {
    try (ClientFixture fixture = new ClientFixture(new NullEngine(EnumSet.noneOf(Capability.class)))) {
      assertTrue(!extensionsOf(fixture.config().build()).contains(23));
    }
  }

  /** A ClientHello of NetX Secure 6.x: its order, its suites, a random that begins with zeros. */
  @Test
  void speaksAnotherStacksDialectByteForByte() {
    byte[] random = new byte[32];
    Arrays.fill(random, (byte) 0xAB);
    List<Integer> suites = List.of(0xC02B, 0xC02F, 0xC023, 0xC027, 0x009C, 0x003D, 0x003C);
    List<Integer> schemes =
        List.of(0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601, 0x0303, 0x0203, 0x0201, 0x0101);
    Dialect netx =
        new Dialect(
            "netx", 0x0303, Dialect.RandomPrefix.ZERO, Dialect.SessionIdPolicy.EMPTY, suites, List.of(23, 24, 25),
            schemes, Bytes.fromHex("00"),
            Dialect.slots(
                ExtensionType.SUPPORTED_GROUPS,
                ExtensionType.EC_POINT_FORMATS,
                ExtensionType.RENEGOTIATION_INFO,
                ExtensionType.SIGNATURE_ALGORITHMS,
                ExtensionType.SERVER_NAME));
    try (ClientFixture fixture = ClientFixture.without()) {
      TlsClientConfig config =
          fixture.config()
              .dialect(netx)
              .entropy(PinnedEntropy.exactly().pin(Purpose.CLIENT_RANDOM, random))
              .build();
      String expected =
          "160303007e" + "0100007a" + "0303" + "00000000" + "ab".repeat(28) + "00"
              + "000e" + "c02bc02fc023c027009c003d003c" + "0100"
              + "0043"
              + "000a00080006001700180019" + "000b00020100" + "ff01000100"
              + "000d00160014" + "0403050306030401050106010303020302010101"
              + "0000000e000c0000096c6f63616c686f7374";
      assertEquals(expected, HexFormat.of().formatHex(helloOf(config)));
    }
  }

  @Test
  void writesTimeAndRawExtensionsAsTheDialectHasThem() {
    Extension secret = new Extension(0x5555, Bytes.fromHex("010203"));
    Dialect dialect =
        new Dialect(
            "odd", 0x0301, Dialect.RandomPrefix.UNIX_TIME, Dialect.SessionIdPolicy.RANDOM_32, List.of(0xC02B, 0x00FF),
            List.of(), List.of(), Bytes.fromHex("00"), List.of(new Dialect.Slot.Raw(secret)));
    try (ClientFixture fixture = ClientFixture.without()) {
      TlsClientConfig config = fixture.config().dialect(dialect).clock(() -> Instant.ofEpochSecond(0x12345678)).build();
      byte[] bytes = helloOf(config);
      assertArrayEquals(new byte[] {22, 3, 1}, Arrays.copyOf(bytes, 3));
      assertArrayEquals(new byte[] {0x12, 0x34, 0x56, 0x78}, Arrays.copyOfRange(bytes, 11, 15));
      assertEquals(32, bytes[43]);
      assertEquals(List.of(secret), hello(config).extensions());
    }
  }

  @Test
  void acceptsRenegotiationInfoInAnswerToTheSignallingValue() throws Exception {
    Dialect own = Dialect.PLUMBLINE;
    Dialect dialect =
        new Dialect(
            "scsv", own.recordVersion(), own.randomPrefix(), own.sessionId(), List.of(0xC02B, 0x00FF), List.of(),
            List.of(), own.pointFormats(),
            Dialect.slots(ExtensionType.SUPPORTED_GROUPS, ExtensionType.SIGNATURE_ALGORITHMS));
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(fixture.config().dialect(dialect).build())) {
      ScriptedServer server =
          ServerScript.with(EC)
              .extension(Extensions.renegotiationInfo(Bytes.EMPTY))
              .server();
      new MemoryLink(client, server).run();
      assertTrue(client.established());
      assertEquals(true, client.facts().secureRenegotiation().orElseThrow());
    }
  }
}
