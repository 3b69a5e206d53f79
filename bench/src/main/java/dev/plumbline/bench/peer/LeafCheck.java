package dev.plumbline.bench.peer;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** The least that makes a leaf trusted when its issuer is the trusted root: dates, name, issuer, signature. */
final class LeafCheck {
  private final AsymmetricKeyParameter rootKey;
  private final byte[] rootName;
  private final String serverName;

  LeafCheck(X509Certificate root, String serverName) throws IOException, CertificateEncodingException {
    Certificate parsed = Certificate.getInstance(root.getEncoded());
    this.rootKey = PublicKeyFactory.createKey(parsed.getSubjectPublicKeyInfo());
    this.rootName = parsed.getSubject().getEncoded();
    this.serverName = serverName;
  }

  void check(byte[] der) throws IOException {
    Certificate leaf = Certificate.getInstance(der);
    Date now = new Date();
    require(now.after(leaf.getStartDate().getDate()) && now.before(leaf.getEndDate().getDate()), "expired");
    require(Arrays.equals(leaf.getIssuer().getEncoded(), rootName), "of another issuer");
    require(named(leaf), "of another name");
    Signer verifier =
        rootKey instanceof ECPublicKeyParameters
            ? new DSADigestSigner(new ECDSASigner(), new SHA256Digest())
            : new RSADigestSigner(new SHA256Digest());
    verifier.init(false, rootKey);
    byte[] signed = leaf.getTBSCertificate().getEncoded();
    verifier.update(signed, 0, signed.length);
    require(verifier.verifySignature(leaf.getSignature().getOctets()), "not signed by the root");
  }

  private boolean named(Certificate leaf) {
    GeneralNames names =
        GeneralNames.fromExtensions(leaf.getTBSCertificate().getExtensions(), Extension.subjectAlternativeName);
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() == GeneralName.dNSName && name.getName().toString().equalsIgnoreCase(serverName)) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException("the server's certificate is " + otherwise);
    }
  }
}
