package dev.plumbline.tls.testing;

import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.CertificateStatus;
import dev.plumbline.tls.wire.CertificateVerify;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.ClientKeyExchange;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import dev.plumbline.tls.wire.WireReader;
import dev.plumbline.tls.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A TLS 1.2 server that follows a {@link ServerScript}, right or wrong. It checks what the client sends (Finished,
 * CertificateVerify, protection) and throws an {@link AssertionError} where that is wrong; alerts of the client are
 * kept in {@link #clientAlerts}.
 */
public final class ScriptedServer implements MemoryPeer {
  private final ServerScript script;
  private final ServerCrypto crypto;
  private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
  private final ByteArrayOutputStream handshake = new ByteArrayOutputStream();
  private final ByteArrayOutputStream applicationData = new ByteArrayOutputStream();
  private final List<Integer> clientRecordLengths = new ArrayList<>();
  private final List<byte[]> clientAlerts = new ArrayList<>();
  private final List<HandshakeType> clientMessages = new ArrayList<>();

  private ByteBuffer pending = ByteBuffer.allocate(0);
  private ClientHello hello;
  private Certificate clientCertificate;
  private boolean opens;
  private boolean seals;
  private int flights;
  private boolean open = true;

  ScriptedServer(ServerScript script) {
    this.script = script;
    this.crypto = script.cryptography ? new JcaServerCrypto() : new NullServerCrypto();
  }

  @Override
  public byte[] exchange(byte[] fromClient) {
    pending = ByteBuffer.allocate(pending.remaining() + fromClient.length).put(pending).put(fromClient).flip();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (open && pending.remaining() >= 5 && pending.remaining() >= 5 + pending.getShort(pending.position() + 3)) {
      byte[] header = new byte[5];
      pending.get(header);
      byte[] fragment = new byte[ByteBuffer.wrap(header).getShort(3) & 0xFFFF];
      pending.get(fragment);
      clientRecordLengths.add(fragment.length);
      record(header[0], opens ? crypto.open(header[0], fragment) : fragment, out);
    }
    return script.wire.apply(out.toByteArray());
  }

  /** Records with this content, in the protection that holds now. */
  public byte[] records(Piece... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    emit(List.of(pieces), out);
    return out.toByteArray();
  }

  public ClientHello hello() {
    return hello;
  }

  /** Level and description of each alert that the client sent. */
  public List<byte[]> clientAlerts() {
    return clientAlerts;
  }

  /** The client's handshake messages. */
  public List<HandshakeType> clientMessages() {
    return clientMessages;
  }

  /** The certificates that the client sent; null if it sent no Certificate. */
  public Certificate clientCertificate() {
    return clientCertificate;
  }

  /** Lengths of the fragments of all records that the client sent. */
  public List<Integer> clientRecordLengths() {
    return clientRecordLengths;
  }

  /** Application data that the client sent. */
  public byte[] received() {
    return applicationData.toByteArray();
  }

  /** For a later connection. */
  public byte[] master() {
    return crypto.master();
  }

  private void record(int type, byte[] content, ByteArrayOutputStream out) {
    switch (ContentType.of(type).orElseThrow()) {
      case CHANGE_CIPHER_SPEC -> opens = true;
      case ALERT -> {
        clientAlerts.add(content);
        open = content[0] != 2;
      }
      case APPLICATION_DATA -> {
        applicationData.writeBytes(content);
        emit(List.of(Piece.applicationData(content)), out);
      }
      case HANDSHAKE -> {
        handshake.writeBytes(content);
        messages(out);
      }
    }
  }

  private void messages(ByteArrayOutputStream out) {
    ByteBuffer all = ByteBuffer.wrap(handshake.toByteArray());
    while (all.remaining() >= 4 && all.remaining() >= 4 + (all.getInt(all.position()) & 0xFFFFFF)) {
      byte[] message = new byte[4 + (all.getInt(all.position()) & 0xFFFFFF)];
      all.get(message);
      try {
        message(message, out);
      } catch (TlsAlert e) {
        throw new AssertionError("the client's message can't be read", e);
      }
    }
    handshake.reset();
    handshake.write(all.array(), all.position(), all.remaining());
  }

  private void message(byte[] message, ByteArrayOutputStream out) throws TlsAlert {
    HandshakeType type = HandshakeType.of(message[0]).orElseThrow();
    clientMessages.add(type);
    WireReader body = new WireReader(type.rfcName(), message, 4, message.length - 4);
    switch (type) {
      case CLIENT_HELLO -> {
        transcript.writeBytes(message);
        hello = ClientHello.read(body);
        firstFlight(out);
      }
      case CERTIFICATE -> {
        transcript.writeBytes(message);
        clientCertificate = Certificate.read(body);
      }
      case CLIENT_KEY_EXCHANGE -> {
        transcript.writeBytes(message);
        keyExchange(ClientKeyExchange.read(body));
      }
      case CERTIFICATE_VERIFY -> {
        certificateVerify(CertificateVerify.read(body));
        transcript.writeBytes(message);
      }
      case FINISHED -> {
        byte[] expected = crypto.verifyData(Finisher.CLIENT, hash());
        check(Arrays.equals(expected, Finished.read(body).verifyData().toArray()), "the client's Finished is wrong");
        transcript.writeBytes(message);
        if (script.resumedMaster == null) {
          secondFlight(out);
        }
      }
      default -> throw new AssertionError("a client does not send " + type);
    }
  }

  private void firstFlight(ByteArrayOutputStream out) {
    boolean resumed = script.resumedMaster != null;
    List<Piece> flight = new ArrayList<>();
    flight.add(send(serverHello(resumed)));
    if (resumed) {
      crypto.resume(script.resumedMaster);
      crypto.keys(hello.random().toArray(), script.random.toArray());
      finish(flight, out);
      return;
    }
    flight.add(send(new Certificate(script.chain)));
    if (script.ocspResponse != null) {
      flight.add(send(new CertificateStatus(script.ocspResponse)));
    }
    if (script.suite.ephemeral()) {
      flight.add(send(serverKeyExchange()));
    }
    if (script.certificateRequest != null) {
      flight.add(send(script.certificateRequest));
    }
    flight.add(send(new ServerHelloDone()));
    emit(edited(flight), out);
  }

  private void secondFlight(ByteArrayOutputStream out) {
    finish(new ArrayList<>(), out);
  }

  private void finish(List<Piece> flight, ByteArrayOutputStream out) {
    if (script.ticket != null) {
      flight.add(send(new NewSessionTicket(script.ticketLifetime, script.ticket)));
    }
    flight.add(Piece.changeCipherSpec());
    flight.add(send(new Finished(Bytes.of(crypto.verifyData(Finisher.SERVER, hash())))));
    emit(edited(flight), out);
  }

  private List<Piece> edited(List<Piece> flight) {
    flights++;
    return script.flights.getOrDefault(flights, UnaryOperator.identity()).apply(flight);
  }

  private ServerHello serverHello(boolean resumed) {
    List<Extension> answers = new ArrayList<>();
    if (script.secureRenegotiation && hello.extensions().stream().anyMatch(is(ExtensionType.RENEGOTIATION_INFO))) {
      answers.add(Extensions.renegotiationInfo(Bytes.EMPTY));
    }
    if (extendsMasterSecret()) {
      answers.add(Extensions.empty(ExtensionType.EXTENDED_MASTER_SECRET));
    }
    if (script.ticket != null) {
      answers.add(Extensions.empty(ExtensionType.SESSION_TICKET));
    }
    if (script.statusRequest) {
      answers.add(Extensions.empty(ExtensionType.STATUS_REQUEST));
    }
    answers.addAll(script.extensions);
    Bytes id = resumed ? hello.sessionId() : script.sessionId;
    return script.hello.apply(
        new ServerHello(0x0303, script.random, id, script.suite.codePoint(), 0, answers));
  }

  private boolean extendsMasterSecret() {
    return script.extendedMasterSecret
        && hello.extensions().stream().anyMatch(is(ExtensionType.EXTENDED_MASTER_SECRET));
  }

  private static Predicate<Extension> is(ExtensionType type) {
    return extension -> extension.type() == type.code();
  }

  private ServerKeyExchange serverKeyExchange() {
    Bytes point = Bytes.of(script.share.apply(crypto.share(script.group)));
    Bytes params = ServerKeyExchange.paramsOf(script.group.codePoint(), point);
    byte[] signed =
        ByteBuffer.allocate(64 + params.length())
            .put(hello.random().toArray()).put(script.random.toArray()).put(params.toArray()).array();
    Bytes signature = Bytes.of(crypto.sign(script.certificate.key(), script.scheme, signed));
    return new ServerKeyExchange(params, script.group.codePoint(), point, script.scheme.codePoint(), signature);
  }

  private void keyExchange(ClientKeyExchange message) {
    crypto.preMaster(script.suite, script.group, script.certificate.key(), message.exchangeKeys().toArray());
    byte[] sessionHash = extendsMasterSecret() ? hash() : null;
    crypto.masterSecret(sessionHash, hello.random().toArray(), script.random.toArray());
    crypto.keys(hello.random().toArray(), script.random.toArray());
  }

  private void certificateVerify(CertificateVerify message) {
    SignatureScheme scheme = SignatureScheme.of(message.scheme()).orElseThrow();
    check(script.certificateRequest.signatureAlgorithms().contains(message.scheme()), "scheme was not asked for");
    byte[] leaf = clientCertificate.certificateList().get(0).toArray();
    check(
        crypto.verify(leaf, scheme, transcript.toByteArray(), message.signature().toArray()),
        "the client's CertificateVerify is wrong");
  }

  /** Makes a piece of a message, and hashes it. */
  private Piece send(HandshakeMessage message) {
    WireWriter out = new WireWriter(new byte[1 << 18]);
    message.writeMessage(out);
    byte[] bytes =
        script.edits.getOrDefault(message.type(), UnaryOperator.identity()).apply(out.toBytes().toArray());
    transcript.writeBytes(bytes);
    return Piece.handshake(bytes);
  }

  private void emit(List<Piece> pieces, ByteArrayOutputStream out) {
    for (Piece piece : pieces) {
      if (piece.raw()) {
        out.writeBytes(piece.content());
        continue;
      }
      int type = piece.type().code();
      byte[] fragment = seals ? crypto.seal(type, piece.content()) : piece.content();
      out.writeBytes(
          new byte[] {(byte) type, 3, 3, (byte) (fragment.length >>> 8), (byte) fragment.length});
      out.writeBytes(fragment);
      seals |= piece.type() == ContentType.CHANGE_CIPHER_SPEC;
    }
  }

  private byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(transcript.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
