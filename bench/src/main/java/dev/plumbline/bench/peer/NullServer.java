package dev.plumbline.bench.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import dev.plumbline.tls.wire.WireWriter;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.List;

/**
 * What a server says to a client on the null engine: always the same bytes, because nothing in them depends on the
 * client's. They are made once, so that the client is all that runs. Not thread-safe.
 */
public final class NullServer {
  private static final int VERSION_TLS12 = 0x0303;
  private static final int MAX_RECORD = 1 << 14;
  private static final Bytes SESSION_ID = Bytes.of(filled(32));

  private final RecordCipher cipher = NullEngine.recordCipher();
  private final CryptoView plaintextView = new CryptoView();
  private final CryptoView fragmentView = new CryptoView();
  private final byte[] fullFlight;
  private final byte[] finishedFlight;
  private final byte[] resumedFlight;
  private long sequence;

  public NullServer() {
    byte[] finished = new byte[Finished.VERIFY_DATA_LENGTH];
    Arrays.fill(finished, NullEngine.verifyDataFilling(Finisher.SERVER));
    byte[] message = message(new Finished(Bytes.of(finished)));
    this.finishedFlight =
        concatenated(
            record(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1}),
            protectedRecord(ContentType.HANDSHAKE, message, 0));
    byte[] hello = message(hello());
    this.fullFlight =
        record(
            ContentType.HANDSHAKE,
            concatenated(hello, message(certificate()), message(keyExchange()), message(new ServerHelloDone())));
    this.resumedFlight = concatenated(record(ContentType.HANDSHAKE, hello), finishedFlight);
  }

  private static ServerHello hello() {
    return new ServerHello(
        VERSION_TLS12,
        Bytes.of(filled(32)),
        SESSION_ID,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.codePoint(),
        0,
        List.of(
            new Extension(ExtensionType.RENEGOTIATION_INFO.code(), Bytes.of(new byte[1])),
            new Extension(ExtensionType.EXTENDED_MASTER_SECRET.code(), Bytes.EMPTY)));
  }

  private static Certificate certificate() {
    try {
      return new Certificate(
          List.of(
              Bytes.of(BenchPki.server(Scenario.ECDSA).getEncoded()),
              Bytes.of(BenchPki.root(Scenario.ECDSA).getEncoded())));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the benchmark's own certificates cannot be encoded", e);
    }
  }

  private static ServerKeyExchange keyExchange() {
    byte[] point = filled(NamedGroup.SECP256R1.publicPointLength());
    point[0] = 4;
    Bytes params = ServerKeyExchange.paramsOf(NamedGroup.SECP256R1.codePoint(), Bytes.of(point));
    return new ServerKeyExchange(
        params,
        NamedGroup.SECP256R1.codePoint(),
        Bytes.of(point),
        SignatureScheme.ECDSA_SHA256.codePoint(),
        Bytes.of(filled(70)));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0x5A);
    return bytes;
  }

  /** ServerHello to ServerHelloDone. */
  public ByteBuffer fullFlight() {
    return ByteBuffer.wrap(fullFlight);
  }

  /** ChangeCipherSpec and Finished, after which {@link #applicationRecord} counts from the start. */
  public ByteBuffer finishedFlight() {
    sequence = 1;
    return ByteBuffer.wrap(finishedFlight);
  }

  /** ServerHello, ChangeCipherSpec and Finished that take up the session of a full handshake. */
  public ByteBuffer resumedFlight() {
    sequence = 1;
    return ByteBuffer.wrap(resumedFlight);
  }

  /** Writes the next record of application data, {@code length} bytes of it. */
  public void applicationRecord(int length, ByteBuffer out) {
    byte[] array = out.array();
    int at = out.arrayOffset() + out.position();
    header(array, at, ContentType.APPLICATION_DATA, length + cipher.overhead());
    plaintextView.set(array, at + 5 + cipher.explicitNonceLength(), length);
    fragmentView.set(array, at + 5, length + cipher.overhead());
    seal(sequence++, ContentType.APPLICATION_DATA);
    out.position(out.position() + 5 + length + cipher.overhead());
  }

  private byte[] protectedRecord(ContentType type, byte[] content, long number) {
    byte[] out = new byte[5 + content.length + cipher.overhead()];
    header(out, 0, type, content.length + cipher.overhead());
    plaintextView.set(content, 0, content.length);
    fragmentView.set(out, 5, content.length + cipher.overhead());
    seal(number, type);
    return out;
  }

  private void seal(long number, ContentType type) {
    try {
      cipher.seal(number, type.code(), plaintextView, fragmentView);
    } catch (EngineException e) {
      throw new IllegalStateException("the null cipher fails", e);
    }
  }

  private static byte[] message(HandshakeMessage message) {
    WireWriter out = new WireWriter(new byte[MAX_RECORD]);
    message.writeMessage(out);
    return out.toBytes().toArray();
  }

  private static byte[] record(ContentType type, byte[] content) {
    byte[] out = new byte[5 + content.length];
    header(out, 0, type, content.length);
    System.arraycopy(content, 0, out, 5, content.length);
    return out;
  }

  private static void header(byte[] out, int at, ContentType type, int length) {
    out[at] = (byte) type.code();
    out[at + 1] = (byte) (VERSION_TLS12 >>> 8);
    out[at + 2] = (byte) VERSION_TLS12;
    out[at + 3] = (byte) (length >>> 8);
    out[at + 4] = (byte) length;
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteBuffer out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }
}
