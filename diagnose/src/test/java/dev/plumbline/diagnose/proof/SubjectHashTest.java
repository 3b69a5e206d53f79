package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.TestPki;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

/** The numbers are those of {@code openssl x509 -hash} of OpenSSL 3.0. */
class SubjectHashTest {
  private final TestPki pki = new TestPki();

  @Test
  void isThatOfOpenSsl() {
    X500NameBuilder name = new X500NameBuilder();
    name.addRDN(BCStyle.O, new DERUTF8String("Acme"));
    name.addRDN(BCStyle.CN, new DERUTF8String("Acme Root"));
    assertEquals(Optional.of("b46e472d"), hash(name.build()));
  }

  @Test
  void takesNoNoticeOfCaseBlanksAndKindsOfStrings() {
    X500NameBuilder name = new X500NameBuilder();
    name.addRDN(BCStyle.C, new DERPrintableString("ch"));
    name.addRDN(BCStyle.O, new DERUTF8String("ACME works \t GmbH"));
    name.addRDN(BCStyle.OU, new DERPrintableString(" q&a "));
    name.addRDN(BCStyle.CN, new DERUTF8String("ÄCME root  R2"));
    assertEquals(Optional.of("5150ac63"), hash(name.build()));
  }

  @Test
  void readsNamesOfSeveralAttributesAtOnce() {
    X500NameBuilder name = new X500NameBuilder();
    name.addRDN(BCStyle.DC, new DERIA5String("example"));
    name.addRDN(BCStyle.DC, new DERIA5String("harbor"));
    name.addMultiValuedRDN(
        new ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.SERIALNUMBER},
        new DERPrintableString[] {new DERPrintableString("Harbor Root"), new DERPrintableString("12")});
    assertEquals(Optional.of("cf5b9d5b"), hash(name.build()));
  }

  @Test
  void isNoneForWhatIsNoCertificate() {
    assertTrue(SubjectHash.of(new byte[] {0x30, 3, 1, 1, 0}).isEmpty());
  }

  private Optional<String> hash(X500Name name) {
    return SubjectHash.of(pki.ca("any").subject(name).selfSigned().der());
  }
}
