package dev.plumbline.diagnose.proof;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;

/** Whether the signatures of handshake messages hold. Never throws: what can't be computed is an answer. */
public final class SignatureProof {
  private SignatureProof() {}

  /**
   * A ServerKeyExchange (RFC 5246 §7.4.3, RFC 8422 §5.4).
   *
   * @param key of the server's certificate
   * @param params the bytes that are signed after both randoms
   * @param scheme the code point that it announces; -1 before TLS 1.2, where the key alone decides
   */
  public static SignatureCheck serverKeyExchange(
      KeyFacts key, byte[] clientRandom, byte[] serverRandom, byte[] params, int scheme, byte[] signature) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(clientRandom);
    signed.writeBytes(serverRandom);
    signed.writeBytes(params);
    return verify(key, signed.toByteArray(), scheme, signature);
  }

  /**
   * A signature over some bytes, as TLS makes it.
   *
   * @param scheme the code point; -1 before TLS 1.2
   */
  static SignatureCheck verify(KeyFacts key, byte[] content, int scheme, byte[] signature) {
    Optional<TlsScheme> known = scheme < 0 ? Optional.of(TlsScheme.before12(key)) : TlsScheme.of(scheme);
    if (known.isEmpty()) {
      return SignatureCheck.notComputed(String.format("the signature scheme 0x%04x is not known", scheme));
    }
    if (!key.type().startsWith(known.get().keyType())) {
      return SignatureCheck.invalid(
          "it is announced as " + known.get().words() + ", and the key is " + key.words());
    }
    if (key.key().isEmpty()) {
      return SignatureCheck.notComputed("the key (" + key.words() + ") is none that can be computed with");
    }
    try {
      Signature verifier = Signature.getInstance(known.get().jcaName(), Bc.PROVIDER);
      verifier.initVerify(key.key().get());
      verifier.update(known.get().hash().equals(TlsScheme.MD5_SHA1) ? md5AndSha1(content) : content);
      return verifier.verify(signature)
          ? SignatureCheck.VALID
          : SignatureCheck.invalid("the signature (" + known.get().words() + ") does not fit");
    } catch (SignatureException e) {
      return SignatureCheck.invalid("the signature (" + known.get().words() + ") is malformed");
    } catch (GeneralSecurityException | RuntimeException e) { // an algorithm or a key that Bouncy Castle does not take
      return SignatureCheck.notComputed(known.get().words() + " can't be computed with this key (" + key.words() + ")");
    }
  }

  /** RFC 4346 §7.4.3. */
  static byte[] md5AndSha1(byte[] content) throws GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(36);
    out.writeBytes(MessageDigest.getInstance("MD5", Bc.PROVIDER).digest(content));
    out.writeBytes(MessageDigest.getInstance("SHA-1", Bc.PROVIDER).digest(content));
    return out.toByteArray();
  }
}
