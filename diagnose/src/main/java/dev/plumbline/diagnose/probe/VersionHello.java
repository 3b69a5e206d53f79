package dev.plumbline.diagnose.probe;

import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.WireWriter;
import dev.plumbline.tls.x509.HostName;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A hello that offers one version other than TLS 1.2, with whatever suites and groups are in use there, to hear whether
 * the server chooses it. No handshake follows: the one of TLS 1.3 has no key shares, which asks for another hello
 * (RFC 8446 §4.2.8).
 *
 * @param version the version that is offered, and the only one
 */
record VersionHello(int version, HostName server) {
  static final int TLS_1_3 = 0x0304;

  /** What a server that refuses TLS 1.2 may speak. */
  static final List<Integer> OTHERS = List.of(TLS_1_3, 0x0302, 0x0301);

  private static final List<Integer> SUITES_OF_1_3 = List.of(0x1301, 0x1302, 0x1303);

  /** Suites whose MAC is SHA-1: what there was before TLS 1.2. */
  private static final List<Integer> OLD_SUITES =
      List.of(0xC009, 0xC00A, 0xC013, 0xC014, 0x002F, 0x0035, 0x0033, 0x0039, 0x000A, 0x00FF);

  private static final int TLS_1_0 = 0x0301;
  private static final int TLS_1_2 = 0x0303;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int KEY_SHARE = 51;
  private static final int ROOM = 1024;

  /** The hello in its record. */
  byte[] record() {
    byte[] random = new byte[ClientHello.RANDOM_LENGTH];
    new SecureRandom().nextBytes(random);
    boolean newest = version == TLS_1_3;
    ClientHello hello = new ClientHello(
        newest ? TLS_1_2 : version, Bytes.of(random), Bytes.EMPTY, newest ? SUITES_OF_1_3 : OLD_SUITES,
        Bytes.fromHex("00"), extensions(newest));
    WireWriter out = new WireWriter(new byte[ROOM]);
    out.u8(ContentType.HANDSHAKE.code()).u16(TLS_1_0);
    int length = out.open16();
    out.u8(HandshakeType.CLIENT_HELLO.code());
    int message = out.open24();
    hello.write(out);
    out.close24(message).close16(length);
    return out.toBytes().toArray();
  }

  private List<Extension> extensions(boolean newest) {
    List<Extension> extensions = new ArrayList<>();
    if (!server.isIpAddress()) {
      extensions.add(Extensions.serverName(server.text()));
    }
    extensions.add(Extensions.supportedGroups(DeviceHello.GROUPS));
    extensions.add(Extensions.ecPointFormats(Extensions.UNCOMPRESSED));
    if (newest) {
      extensions.add(Extensions.signatureAlgorithms(DeviceHello.SCHEMES));
      extensions.add(new Extension(SUPPORTED_VERSIONS, Bytes.fromHex("020304")));
      extensions.add(new Extension(KEY_SHARE, Bytes.fromHex("0000")));
    }
    return extensions;
  }
}
