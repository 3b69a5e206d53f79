package dev.plumbline.tls.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every handshake message alike: the grammar is read as strictly as it is written. */
final class MessagePropertyTest {
  @Provide
  Arbitrary<HandshakeMessage> messages() {
    return MessageGen.messages();
  }

  @Provide
  Arbitrary<HandshakeType> types() {
    return MessageGen.types();
  }

  @Provide
  Arbitrary<byte[]> noise() {
    return MessageGen.bytes(200);
  }

  @Property(tries = 600)
  void readsBackWhatItWrote(@ForAll("messages") HandshakeMessage message) throws TlsAlert {
    assertEquals(message, MessageGen.read(message.type(), MessageGen.body(message)));
  }

  @Property(tries = 300)
  void writesTypeAndLengthBeforeTheBody(@ForAll("messages") HandshakeMessage message) throws TlsAlert {
    byte[] body = MessageGen.body(message);
    byte[] array = new byte[7 + HandshakeMessage.HEADER_LENGTH + body.length];
    WireWriter out = new WireWriter(array, 7, array.length - 7);
    message.writeMessage(out);
    assertEquals(0, out.remaining());
    WireReader in = new WireReader("Handshake", array, 7, array.length - 7);
    assertEquals(message.type().code(), in.u8("msg_type"));
    assertEquals(Bytes.of(body), in.opaque24(0, 0xFFFFFF, "body"));
    in.end();
    RawMessage raw = new RawMessage(message.type(), array, 7, array.length - 7);
    assertEquals(message, MessageGen.read(raw.type(), raw.body()));
  }

  @Property(tries = 250)
  void refusesEveryStrictPrefix(@ForAll("messages") HandshakeMessage message) {
    byte[] body = MessageGen.body(message);
    int allowed = MessageGen.endBeforeExtensions(message);
    // The keys of ClientKeyExchange have no length of their own: only the suite knows what they are.
    int longest = message instanceof ClientKeyExchange ? Math.min(1, body.length) : body.length;
    for (int length = 0; length < longest; length++) {
      if (length != allowed) {
        assertDecodeError(message.type(), Arrays.copyOf(body, length));
      }
    }
  }

  @Property(tries = 300)
  void refusesEverySuffix(@ForAll("messages") HandshakeMessage message, @ForAll @IntRange(min = 1, max = 5) int more) {
    boolean open = message instanceof ClientKeyExchange
        || message instanceof ClientHello client && client.extensions().isEmpty()
        || message instanceof ServerHello server && server.extensions().isEmpty();
    if (!open) {
      byte[] body = MessageGen.body(message);
      assertDecodeError(message.type(), Arrays.copyOf(body, body.length + more));
    }
  }

  @Property(tries = 3000)
  void writesWhatItRead(@ForAll("types") HandshakeType type, @ForAll("noise") byte[] noise) {
    assertReadableOnlyAsWritten(type, noise);
  }

  @Property(tries = 3000)
  void writesWhatItReadOfAMutatedMessage(
      @ForAll("messages") HandshakeMessage message, @ForAll int place, @ForAll byte value, @ForAll int cut) {
    byte[] body = MessageGen.body(message);
    if (body.length == 0) {
      return;
    }
    body[Math.floorMod(place, body.length)] = value;
    int length = Math.floorMod(cut, 4) == 0 ? Math.floorMod(cut, body.length) : body.length;
    assertReadableOnlyAsWritten(message.type(), Arrays.copyOf(body, length));
  }

  @Property(tries = 2000)
  void readsExtensionDataOrRefusesIt(@ForAll("noise") byte[] noise, @ForAll @IntRange(min = 0, max = 15) int length) {
    byte[] data = Arrays.copyOf(noise, Math.min(noise.length, length));
    if (data.length > 1) {
      data[0] = 0;
    }
    Bytes bytes = Bytes.of(data);
    assertRewritten(bytes, e -> Extensions.serverName(Extensions.readServerName(e)));
    assertRewritten(bytes, e -> Extensions.supportedGroups(Extensions.readSupportedGroups(e)));
    assertRewritten(bytes, e -> Extensions.signatureAlgorithms(Extensions.readSignatureAlgorithms(e)));
    assertRewritten(bytes, e -> Extensions.alpn(Extensions.readAlpn(e)));
    assertRewritten(bytes, e -> Extensions.recordSizeLimit(Extensions.readRecordSizeLimit(e)));
    assertRewritten(bytes, e -> Extensions.renegotiationInfo(Extensions.readRenegotiationInfo(e)));
    assertRewritten(bytes, e -> {
      Bytes formats = Extensions.readEcPointFormats(e);
      int[] codes = new int[formats.length()];
      Arrays.setAll(codes, formats::at);
      return Extensions.ecPointFormats(codes);
    });
  }

  private interface Rewrite {
    Extension apply(Extension extension) throws TlsAlert;
  }

  private static void assertRewritten(Bytes data, Rewrite rewrite) {
    try {
      assertEquals(data, rewrite.apply(new Extension(0, data)).data());
    } catch (TlsAlert refused) {
      assertEquals(AlertDescription.DECODE_ERROR, refused.description().orElseThrow());
    }
  }

  private static void assertReadableOnlyAsWritten(HandshakeType type, byte[] body) {
    HandshakeMessage message;
    try {
      message = MessageGen.read(type, body);
    } catch (TlsAlert refused) {
      return;
    }
    assertEquals(type, message.type());
    byte[] rewritten = MessageGen.body(message);
    if (emptyExtensions(message, body, rewritten)) {
      return;
    }
    assertArrayEquals(body, rewritten);
  }

  /** An empty extensions block may be sent, says no more than an absent one, and is written as that. */
  private static boolean emptyExtensions(HandshakeMessage message, byte[] body, byte[] rewritten) {
    boolean hello = message instanceof ClientHello || message instanceof ServerHello;
    return hello && Arrays.equals(body, Arrays.copyOf(rewritten, rewritten.length + 2));
  }

  private static void assertDecodeError(HandshakeType type, byte[] body) {
    TlsAlert alert = assertThrows(TlsAlert.class, () -> MessageGen.read(type, body));
    assertEquals(AlertDescription.DECODE_ERROR, alert.description().orElseThrow());
  }
}
