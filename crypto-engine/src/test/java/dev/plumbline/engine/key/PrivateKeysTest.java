package dev.plumbline.engine.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.TestKeys;
import dev.plumbline.engine.key.KeyFileException.Kind;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.RsaPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files as they are, as they are mistaken for, and as they break. */
class PrivateKeysTest {
  private static final char[] PASSWORD = "plumbline".toCharArray();
  private static final String PEM = new String(TestKeys.EC_P256.pem(), StandardCharsets.US_ASCII);

  @ParameterizedTest
  @ValueSource(
      strings = {"ec-p256.pem", "ec-p256.pkcs8.pem", "ec-p256.aes256.pkcs8.pem", "ec-p256.aes128.traditional.pem"})
  void everyFormGivesTheSameEcKey(String name) throws Exception {
    assertSameKey(TestKeys.EC_P256, PrivateKeys.read(file(name), PASSWORD));
    assertSameKey(TestKeys.EC_P256, PrivateKeys.read(bodyOf(file(name), name), PASSWORD));
  }

  /** The DER inside, except where the PEM headers are needed to decrypt it. */
  private static byte[] bodyOf(byte[] pem, String name) {
    if (name.contains("traditional")) {
      return pem;
    }
    String text = new String(pem, StandardCharsets.US_ASCII);
    return Base64.getMimeDecoder().decode(text.replaceAll("-----.*-----", ""));
  }

  @Test
  void rsaKeyIsTheSameInPkcs1AndPkcs8() throws Exception {
    assertSameKey(TestKeys.RSA_2048, PrivateKeys.read(file("rsa-2048.pkcs8.der")));
    assertSameKey(TestKeys.RSA_2048, PrivateKeys.read(TestKeys.RSA_2048.pem()));
  }

  @Test
  void textAroundParametersBeforeAndOtherLineEndsDoNotMatter() throws Exception {
    String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    String certificate = new String(file("certificate.pem"), StandardCharsets.US_ASCII);
    String[] files = {
      "Bag Attributes: none\n" + PEM,
      "\uFEFF" + PEM,
      parameters + PEM,
      certificate + PEM + certificate,
      PEM.replace("\n", "\r\n"),
      PEM.replace("\n", "\r"),
      PEM.replace("\n", " \t\n"),
      PEM.strip(),
      PEM + new String(file("ec-p256.pkcs8.pem"), StandardCharsets.US_ASCII),
    };
    for (String file : files) {
      assertSameKey(TestKeys.EC_P256, PrivateKeys.read(file.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "certificate.pem, certificate, give the key that was made for this certificate",
    "request.pem, request, give the key",
    "public.pem, public key, give the private key"
  })
  void whatIsNotAPrivateKeyIsCalledByItsName(String name, String what, String advice) throws Exception {
    KeyFileException pem = refused(Kind.NO_KEY, file(name), null);
    assertTrue(pem.getMessage().contains(what) && pem.getMessage().contains(advice), pem.getMessage());
    KeyFileException der = refused(Kind.NO_KEY, bodyOf(file(name), name), null);
    assertTrue(der.getMessage().contains("give the private key"), der.getMessage());
  }

  @Test
  void emptyForeignAndHugeFilesHaveNoKey() {
    refused(Kind.NO_KEY, new byte[0], null);
    refused(Kind.NO_KEY, "hello".getBytes(StandardCharsets.US_ASCII), null);
    refused(Kind.NO_KEY, new byte[300_000], null);
    refused(Kind.NO_KEY, "-----BEGIN X-----\n-----END X-----\n".getBytes(StandardCharsets.US_ASCII), null);
    byte[] parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            .getBytes(StandardCharsets.US_ASCII);
    assertTrue(refused(Kind.NO_KEY, parameters, null).getMessage().contains("BEGIN EC PRIVATE KEY"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec-p256.aes256.pkcs8.pem", "ec-p256.aes128.traditional.pem"})
  void encryptedKeyAsksForItsPasswordAndSaysWhenItIsWrong(String name) throws Exception {
    refused(Kind.PASSWORD_NEEDED, file(name), null);
    refused(Kind.WRONG_PASSWORD, file(name), "plumbLine".toCharArray());
    refused(Kind.WRONG_PASSWORD, file(name), new char[0]);
  }

  /** Padding looks right by chance for one wrong password in 256, so many are tried. */
  @Test
  void noWrongPasswordLooksLikeADamagedKey() throws Exception {
    for (int i = 0; i < 600; i++) {
      refused(Kind.WRONG_PASSWORD, file("ec-p256.aes128.traditional.pem"), ("wrong" + i).toCharArray());
    }
  }

  @Test
  void formatsOfOthersAreNamedWithTheCommandThatConvertsThem() {
    String openssh = PEM.replace("EC PRIVATE", "OPENSSH PRIVATE");
    assertTrue(
        refused(Kind.UNSUPPORTED, openssh.getBytes(StandardCharsets.US_ASCII), null)
            .getMessage()
            .contains("ssh-keygen -p -m PEM"));
    String camellia =
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: CAMELLIA-128-CBC,00\n\nAAAA\n"
            + "-----END EC PRIVATE KEY-----\n";
    assertTrue(
        refused(Kind.UNSUPPORTED, camellia.getBytes(StandardCharsets.US_ASCII), PASSWORD)
            .getMessage()
            .contains("openssl pkcs8 -topk8 -v2 aes-256-cbc"));
  }

  @Test
  void damagedPemIsDamaged() {
    String[] files = {
      PEM.substring(0, PEM.indexOf("-----END")),
      PEM.replace("-----END EC", "-----END RSA"),
      "-----BEGIN EC PRIVATE KEY",
      PEM.replace("MHcC", "MH*C"),
      PEM.replace("MHcC", ""),
      "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n",
      "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
      "-----BEGIN EC PRIVATE KEY-----\nDEK-Info: AES-128-CBC,XY\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
      "-----BEGIN EC PRIVATE KEY-----\nDEK-Info: AES-128-CBC\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
    };
    for (String file : files) {
      refused(Kind.DAMAGED, file.getBytes(StandardCharsets.US_ASCII), PASSWORD);
    }
  }

  @Test
  void ecKeysWhosePartsDoNotFitAreDamaged() throws Exception {
    BigInteger order = CustomNamedCurves.getByName("secp256r1").getN();
    byte[] point = CustomNamedCurves.getByName("secp256r1").getG().getEncoded(false);
    PrivateKeys.read(sec1(BigInteger.ONE, point)).close();
    PrivateKeys.read(sec1(BigInteger.ONE, null)).close();
    PrivateKeys.read(sec1(order.subtract(BigInteger.ONE), null)).close();
    refused(Kind.DAMAGED, sec1(BigInteger.TWO, point), null);
    refused(Kind.DAMAGED, sec1(BigInteger.ONE, new byte[0]), null);
    refused(Kind.DAMAGED, sec1(BigInteger.ONE, new byte[] {0}), null);
    refused(Kind.DAMAGED, sec1(BigInteger.ZERO, null), null);
    refused(Kind.DAMAGED, sec1(order, null), null);
    point[64] ^= 1;
    refused(Kind.DAMAGED, sec1(BigInteger.ONE, point), null);
  }

  @Test
  void ecKeyOnAnotherCurveOrWithoutOneIsUnsupported() throws Exception {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(new ASN1Integer(1));
    fields.add(new DEROctetString(new byte[] {5}));
    refused(Kind.UNSUPPORTED, new DERSequence(fields).getEncoded(), null);
    fields.add(new DERTaggedObject(true, 0, SECObjectIdentifiers.secp521r1));
    String message = refused(Kind.UNSUPPORTED, new DERSequence(fields).getEncoded(), null).getMessage();
    assertTrue(message.contains("secp521r1") && message.contains("openssl ecparam"), message);
  }

  private static byte[] sec1(BigInteger scalar, byte[] point) throws IOException {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(new ASN1Integer(1));
    fields.add(new DEROctetString(scalar.toByteArray()));
    fields.add(new DERTaggedObject(true, 0, SECObjectIdentifiers.secp256r1));
    if (point != null) {
      fields.add(new DERTaggedObject(true, 1, new DERBitString(point)));
    }
    return new DERSequence(fields).getEncoded();
  }

  @Test
  void rsaKeyOfWhichAnyNumberIsChangedIsDamaged() throws Exception {
    byte[] pkcs1;
    try (RsaPrivateKey key = (RsaPrivateKey) TestKeys.RSA_2048.material()) {
      pkcs1 = key.pkcs1().bytes().clone();
    }
    ASN1Sequence numbers = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(pkcs1));
    for (int changed = 0; changed < numbers.size(); changed++) {
      for (int by : new int[] {1, 2, -2}) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        for (int i = 0; i < numbers.size(); i++) {
          BigInteger number = ASN1Integer.getInstance(numbers.getObjectAt(i)).getValue();
          fields.add(new ASN1Integer(i == changed ? number.add(BigInteger.valueOf(by)) : number));
        }
        refused(Kind.DAMAGED, new DERSequence(fields).getEncoded(), null);
      }
      ASN1EncodableVector negative = new ASN1EncodableVector();
      for (int i = 0; i < numbers.size(); i++) {
        BigInteger number = ASN1Integer.getInstance(numbers.getObjectAt(i)).getValue();
        negative.add(new ASN1Integer(i == changed ? number.negate().subtract(BigInteger.ONE) : number));
      }
      refused(Kind.DAMAGED, new DERSequence(negative).getEncoded(), null);
    }
  }

  @Test
  void readingLeavesFileAndPasswordAlone() throws Exception {
    byte[] file = file("ec-p256.aes256.pkcs8.pem");
    byte[] before = file.clone();
    char[] password = PASSWORD.clone();
    PrivateKeys.read(file, password).close();
    assertArrayEquals(before, file);
    assertArrayEquals(PASSWORD, password);
  }

  @Test
  void closingTheKeyOverwritesIt() throws Exception {
    EcPrivateKey key = (EcPrivateKey) PrivateKeys.read(TestKeys.EC_P256.pem());
    SecretBytes scalar = key.scalar();
    byte[] bytes = scalar.bytes();
    key.close();
    assertArrayEquals(new byte[32], bytes);
    assertThrows(IllegalStateException.class, scalar::bytes);
  }

  static byte[] file(String name) throws IOException {
    try (InputStream in = PrivateKeysTest.class.getResourceAsStream("/keys/" + name)) {
      return in.readAllBytes();
    }
  }

  static void assertSameKey(TestKeys expected, PrivateKeyMaterial actual) {
    try (actual;
        PrivateKeyMaterial wanted = expected.material()) {
      if (wanted instanceof EcPrivateKey ec) {
        assertEquals(ec.group(), ((EcPrivateKey) actual).group());
        assertArrayEquals(ec.scalar().bytes(), ((EcPrivateKey) actual).scalar().bytes());
        assertEquals(ec.group() == NamedGroup.SECP256R1 ? 32 : 48, ec.scalar().length());
      } else {
        assertArrayEquals(
            ((RsaPrivateKey) wanted).pkcs1().bytes(), ((RsaPrivateKey) actual).pkcs1().bytes());
      }
    }
  }

  /** The message must be one sentence, without a piece of the key. */
  static KeyFileException refused(Kind kind, byte[] file, char[] password) {
    KeyFileException e = assertThrows(KeyFileException.class, () -> PrivateKeys.read(file, password));
    assertEquals(kind, e.kind(), e.getMessage());
    assertTrue(e.getMessage().contains(": ") && !e.getMessage().contains("\n"), e.getMessage());
    assertTrue(Arrays.stream(e.getMessage().split(" ")).allMatch(word -> word.length() < 40), e.getMessage());
    return e;
  }
}
