package dev.plumbline.bench.golden;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.testing.TestKey.Kind;
import dev.plumbline.vectors.ClientConfig;
import dev.plumbline.vectors.ClientConfig.Demand;
import java.util.List;
import java.util.Locale;

/**
 * The flows that are recorded: each suite, each type of key, client authentication, both ways of resumption, and the
 * extended master secret on and off; each flow shows one or two of them.
 */
enum GoldenFlow {
  ECDHE_ECDSA_P256("P-256 throughout, extended master secret: what a new device does", Kind.EC_P256),
  ECDHE_ECDSA_P256_NO_EMS(
      "Master secret from the two randoms: what an engine does that cannot bind it to the session hash", Kind.EC_P256),
  ECDHE_ECDSA_P256_BARE("No extension but those without which ECDHE cannot be agreed on", Kind.EC_P256),
  ECDHE_ECDSA_P384("P-384 certificate and key exchange, signed with SHA-384", Kind.EC_P384),
  ECDHE_ECDSA_X25519("P-256 certificate, x25519 key exchange", Kind.EC_P256),
  ECDHE_ECDSA_AUTH_EC("The client authenticates with a P-256 key", Kind.EC_P256),
  ECDHE_ECDSA_AUTH_RSA("The client authenticates with an RSA key, signing with PKCS#1 v1.5", Kind.EC_P256),
  ECDHE_ECDSA_RESUME_ID("A session resumed by its id", Kind.EC_P256),
  ECDHE_ECDSA_RESUME_ID_NO_EMS("A session without extended master secret, resumed by its id", Kind.EC_P256),
  ECDHE_ECDSA_RESUME_TICKET("A session resumed by a ticket", Kind.EC_P256),
  ECDHE_ECDSA_MFL_512("Records of at most 512 bytes in both directions, and ALPN", Kind.EC_P256),
  ECDHE_RSA_PSS("RSA-2048 certificate, the server signs with RSA-PSS", Kind.RSA_2048),
  ECDHE_RSA_PKCS1("RSA-2048 certificate, the server signs with PKCS#1 v1.5", Kind.RSA_2048),
  ECDHE_RSA_AUTH_PSS("The client authenticates with an RSA key, signing with RSA-PSS", Kind.RSA_2048),
  RSA("RSA key transport", Kind.RSA_2048),
  RSA_NO_EMS("RSA key transport, master secret from the two randoms", Kind.RSA_2048),
  RSA_RESUME_TICKET("RSA key transport, then a session resumed by a ticket", Kind.RSA_2048);

  /** The name in the server's certificate. */
  static final String SERVER_NAME = "server.plumbline.test";

  private final String description;
  private final Kind serverKey;

  GoldenFlow(String description, Kind serverKey) {
    this.description = description;
    this.serverKey = serverKey;
  }

  /** The name of the file, without its ending. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String description() {
    return description;
  }

  Kind serverKey() {
    return serverKey;
  }

  /** The type of the client's key, or null if it does not authenticate. */
  Kind clientKey() {
    return switch (this) {
      case ECDHE_ECDSA_AUTH_EC -> Kind.EC_P256;
      case ECDHE_ECDSA_AUTH_RSA, ECDHE_RSA_AUTH_PSS -> Kind.RSA_2048;
      default -> null;
    };
  }

  /** How many connections, each resuming the one before. */
  int connections() {
    return name().contains("RESUME") ? 2 : 1;
  }

  CipherSuite suite() {
    if (name().startsWith("ECDHE_ECDSA")) {
      return CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    }
    return name().startsWith("ECDHE_RSA")
        ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        : CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;
  }

  /** The group to agree on, and where it is not that of the certificate's key, then that one too (RFC 8422 §5.1). */
  private List<String> groups() {
    return switch (this) {
      case ECDHE_ECDSA_P384 -> List.of(NamedGroup.SECP384R1.name());
      case ECDHE_ECDSA_X25519 -> List.of(NamedGroup.X25519.name(), NamedGroup.SECP256R1.name());
      default -> List.of(NamedGroup.SECP256R1.name());
    };
  }

  private List<SignatureScheme> schemes() {
    return switch (this) {
      case ECDHE_RSA_PKCS1 ->
          List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.RSA_PKCS1_SHA256);
      case ECDHE_RSA_PSS, ECDHE_RSA_AUTH_PSS ->
          List.of(SignatureScheme.RSA_PSS_SHA256, SignatureScheme.RSA_PKCS1_SHA256);
      case ECDHE_ECDSA_P384 -> List.of(SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA256);
      default ->
          List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.ECDSA_SHA384, SignatureScheme.RSA_PKCS1_SHA256);
    };
  }

  /** How the server must sign in the full handshake, or null where it does not. */
  SignatureScheme serverSignature() {
    return schemes().stream()
        .filter(scheme -> suite().ephemeral() && scheme.keyType() == suite().serverKeyType())
        .findFirst()
        .orElse(null);
  }

  /** What the server says that it accepts from a client, as OpenSSL names it. */
  String clientSignatures() {
    return this == ECDHE_ECDSA_AUTH_RSA ? "RSA+SHA256" : "rsa_pss_rsae_sha256:ECDSA+SHA256";
  }

  /** What the client is told. */
  ClientConfig config() {
    boolean bare = this == ECDHE_ECDSA_P256_BARE;
    boolean limited = this == ECDHE_ECDSA_MFL_512;
    boolean extended = !bare && !name().endsWith("NO_EMS");
    return new ClientConfig(
        SERVER_NAME,
        !bare,
        List.of(suite().name()),
        suite().ephemeral() ? groups() : List.of(),
        schemes().stream().map(SignatureScheme::name).toList(),
        limited ? List.of("mqtt") : List.of(),
        extended ? Demand.REQUIRE : Demand.OFF,
        bare ? Demand.OFF : Demand.REQUIRE,
        limited ? 512 : null,
        null,
        name().endsWith("TICKET"),
        false);
  }
}
