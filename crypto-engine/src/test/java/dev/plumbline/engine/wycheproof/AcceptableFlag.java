package dev.plumbline.engine.wycheproof;

/**
 * What this project decides for cases that Wycheproof calls "acceptable", by their flags. A case is refused if one of
 * its flags says so. The constants bear Wycheproof's names.
 */
enum AcceptableFlag {
  CompressedPoint(false, "RFC 8422 §5.1.2 leaves the uncompressed form alone; others are not points here."),
  CompressedPublic(false, "As CompressedPoint."),
  InvalidAsn(false, "A key in a certificate is DER (RFC 5280 §4.1): a second encoding of a key is not that key."),
  InvalidPem(false, "As InvalidAsn, in PEM."),
  UnnamedCurve(false, "RFC 5480 §2.1.1 forbids curves that are spelt out; only named ones are known."),
  UnusedParam(false, "As UnnamedCurve, which goes with it."),
  WrongOrder(false, "As UnnamedCurve, which goes with it."),
  ModifiedGenerator(false, "As UnnamedCurve, which goes with it."),
  ModifiedCofactor(false, "As UnnamedCurve, which goes with it."),
  NoCofactor(false, "As UnnamedCurve, which goes with it."),
  ModifiedCurveParameter(false, "As UnnamedCurve, which goes with it."),
  MissingNull(false, "RFC 8017 §9.2 note 1 writes NULL parameters; verification compares with that block alone."),
  SmallModulus(false, "RFC 9325 §4.5 asks for 2048 bits or more."),
  WeakHash(false, "RFC 9155 removes SHA-1; SHA-224 has no scheme in this profile."),
  SmallPublicKey(true, "RSA: exponent 3 is sound if whole blocks are compared. X25519: any u-coordinate is a key."),
  ZeroSharedSecret(false, "RFC 8422 §5.11 has the all-zero secret end the handshake."),
  LowOrderPublic(false, "Leads to the all-zero secret: as ZeroSharedSecret, which goes with it."),
  Twist(true, "RFC 7748 §6.1: X25519 works on every u-coordinate, on the curve or its twist."),
  SpecialPublicKey(true, "RFC 7748 §5: every 32 bytes are a u-coordinate; zero results are refused separately."),
  NonCanonicalPublic(true, "RFC 7748 §5: values of p and above must be accepted and reduced."),
  EdgeCaseShared(true, "An unusual secret is a secret."),
  EdgeCaseMultiplication(true, "Goes with Twist; the result is the one expected."),
  Ktv(true, "A known answer of RFC 7748.");

  private final boolean accepted;
  private final String reason;

  AcceptableFlag(boolean accepted, String reason) {
    this.accepted = accepted;
    this.reason = reason;
  }

  boolean accepted() {
    return accepted;
  }

  String reason() {
    return reason;
  }
}
