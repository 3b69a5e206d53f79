package dev.plumbline.tls.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHello;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a {@link ScriptedServer} says: by default a well-behaved TLS 1.2 server that answers every extension it is
 * offered; each method changes one thing. Messages can be edited one by one ({@link #edit}), and the pieces of a
 * flight as a list ({@link #flight}).
 */
public final class ServerScript {
  final IssuedCertificate certificate;
  CipherSuite suite;
  NamedGroup group = NamedGroup.SECP256R1;
  SignatureScheme scheme;
  Bytes sessionId = Bytes.of(new byte[32]);
  Bytes random = Bytes.fromHex("5e".repeat(32));
  boolean extendedMasterSecret = true;
  boolean secureRenegotiation = true;
  Bytes ticket;
  long ticketLifetime = 3600;
  boolean statusRequest;
  Bytes ocspResponse;
  CertificateRequest certificateRequest;
  byte[] resumedMaster;
  boolean cryptography = true;
  List<Bytes> chain;
  final List<Extension> extensions = new ArrayList<>();
  final Map<HandshakeType, UnaryOperator<byte[]>> edits = new EnumMap<>(HandshakeType.class);
  UnaryOperator<ServerHello> hello = UnaryOperator.identity();
  final Map<Integer, UnaryOperator<List<Piece>>> flights = new HashMap<>();
  UnaryOperator<byte[]> wire = UnaryOperator.identity();
  UnaryOperator<byte[]> share = UnaryOperator.identity();

  private ServerScript(IssuedCertificate certificate) {
    this.certificate = certificate;
    this.chain = certificate.chain().stream().map(IssuedCertificate::der).map(Bytes::of).toList();
    boolean rsa = certificate.key().kind().name().startsWith("RSA");
    suite =
        rsa ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    scheme = suite.serverKeyType() == KeyType.RSA ? SignatureScheme.RSA_PSS_SHA256 : SignatureScheme.ECDSA_SHA256;
  }

  public static ServerScript with(IssuedCertificate certificate) {
    return new ServerScript(certificate);
  }

  public ScriptedServer server() {
    return new ScriptedServer(this);
  }

  public ServerScript suite(CipherSuite value) {
    suite = value;
    return this;
  }

  public ServerScript group(NamedGroup value) {
    group = value;
    return this;
  }

  public ServerScript scheme(SignatureScheme value) {
    scheme = value;
    return this;
  }

  public ServerScript sessionId(Bytes value) {
    sessionId = value;
    return this;
  }

  public ServerScript random(Bytes value) {
    random = value;
    return this;
  }

  public ServerScript extendedMasterSecret(boolean answer) {
    extendedMasterSecret = answer;
    return this;
  }

  public ServerScript secureRenegotiation(boolean answer) {
    secureRenegotiation = answer;
    return this;
  }

  /** Agrees to session_ticket, and issues this one. */
  public ServerScript ticket(Bytes value) {
    ticket = value;
    return this;
  }

  public ServerScript ticketLifetime(long seconds) {
    ticketLifetime = seconds;
    return this;
  }

  /** Agrees to status_request. */
  public ServerScript statusRequest() {
    statusRequest = true;
    return this;
  }

  /** Agrees to status_request and staples this. */
  public ServerScript ocspResponse(Bytes response) {
    ocspResponse = response;
    return statusRequest();
  }

  public ServerScript certificateRequest(CertificateRequest request) {
    certificateRequest = request;
    return this;
  }

  /** Asks for a certificate with any key and the usual schemes. */
  public ServerScript certificateRequest() {
    return certificateRequest(
        new CertificateRequest(
            Bytes.fromHex("0140"),
            Arrays.stream(SignatureScheme.values()).map(SignatureScheme::codePoint).toList(),
            List.of()));
  }

  /** Takes up an earlier session, whatever the client offers. */
  public ServerScript resume(byte[] master) {
    resumedMaster = master;
    return this;
  }

  /** Sends these certificates instead. */
  public ServerScript chain(List<Bytes> certificates) {
    chain = certificates;
    return this;
  }

  /** Adds an extension to ServerHello. */
  public ServerScript extension(Extension extension) {
    extensions.add(extension);
    return this;
  }

  /** Computes nothing, for {@link dev.plumbline.engine.testing.NullEngine}. */
  public ServerScript withoutCryptography() {
    cryptography = false;
    return this;
  }

  /** Changes the server's public point before it is signed. */
  public ServerScript share(UnaryOperator<byte[]> edit) {
    share = edit;
    return this;
  }

  public ServerScript hello(UnaryOperator<ServerHello> edit) {
    hello = edit;
    return this;
  }

  /** Changes a message, header included, before it is sent and hashed. */
  public ServerScript edit(HandshakeType type, UnaryOperator<byte[]> edit) {
    edits.put(type, edit);
    return this;
  }

  /** Changes the pieces of the {@code n}-th flight, from 1. */
  public ServerScript flight(int n, UnaryOperator<List<Piece>> edit) {
    flights.put(n, edit);
    return this;
  }

  /** Changes the bytes of each answer as they go out. */
  public ServerScript wire(UnaryOperator<byte[]> edit) {
    wire = edit;
    return this;
  }
}
