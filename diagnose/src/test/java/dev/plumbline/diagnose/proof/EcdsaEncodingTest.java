package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.proof.DigestCandidate.Message;
import dev.plumbline.diagnose.proof.EcdsaVariants.Encoding;
import dev.plumbline.diagnose.proof.Slip.Kind;
import dev.plumbline.tls.testing.TestKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Each way to write r and s wrongly is told in its own words. */
class EcdsaEncodingTest {
  private static final TestKey KEY = TestKey.of(TestKey.Kind.EC_P256, "device");

  private byte[] message = {1, 2, 3};
  private BigInteger[] numbers;

  /** Signs messages until r and s are of the wanted sort. */
  private void signUntil(Predicate<BigInteger[]> wanted) {
    do {
      message = DigestCandidate.hash("SHA-256", message);
      numbers = Signing.ecdsa(KEY, DigestCandidate.hash("SHA-256", message));
    } while (!wanted.test(numbers));
  }

  private static boolean high(BigInteger number) {
    return number.bitLength() == 256;
  }

  private Slip onlySlip(Encoding expected, byte[] signature) {
    List<DigestCandidate> candidates = DigestCandidate.of(List.of(new Message(message, List.of())), "SHA-256");
    List<Slip> slips = EcdsaVariants.search(KEY.publicKey(), expected, candidates, signature).orElseThrow();
    assertEquals(1, slips.size(), slips.toString());
    return slips.get(0);
  }

  private void assertMalformed(String words, byte[] signature) {
    Slip slip = onlySlip(Encoding.DER, signature);
    assertEquals(Kind.MALFORMED_DER, slip.kind());
    assertTrue(slip.words().contains(words), slip.words());
  }

  @Test
  void aNegativeIntegerIsNamed() {
    signUntil(both -> high(both[0]) && !high(both[1]));
    assertMalformed("r lacks the zero byte", Signing.der(Signing.fixed(numbers[0], 32), numbers[1].toByteArray()));
  }

  @Test
  void aSuperfluousZeroIsNamed() {
    signUntil(both -> !high(both[1]));
    byte[] padded = Signing.join(new byte[] {0}, numbers[1].toByteArray());
    assertMalformed("s has a superfluous zero byte", Signing.der(numbers[0].toByteArray(), padded));
  }

  @Test
  void aWrongLengthIsNamed() {
    signUntil(both -> true);
    byte[] signature = Signing.der(numbers[0], numbers[1]);
    signature[1] += 2;
    assertMalformed("the SEQUENCE says that it has", signature);
  }

  @Test
  void aLengthInItsLongFormIsNamed() {
    signUntil(both -> true);
    byte[] content = Arrays.copyOfRange(Signing.der(numbers[0], numbers[1]), 2, 6 + length(numbers));
    byte[] head = {0x30, (byte) 0x81, (byte) content.length};
    assertMalformed("not written in its shortest form", Signing.join(head, content));
  }

  private static int length(BigInteger... both) {
    return both[0].toByteArray().length + both[1].toByteArray().length;
  }

  @Test
  void bytesThatFollowAreNamed() {
    signUntil(both -> true);
    assertMalformed("3 bytes follow", Arrays.copyOf(Signing.der(numbers[0], numbers[1]), length(numbers) + 9));
  }

  @Test
  void aLengthThatStandsThereTwiceIsNamed() {
    signUntil(both -> true);
    byte[] signature = Signing.der(numbers[0], numbers[1]);
    assertMalformed("once more", Signing.join(new byte[] {0, (byte) signature.length}, signature));
  }

  @Test
  void aBitStringAroundItIsNamed() {
    signUntil(both -> true);
    byte[] signature = Signing.der(numbers[0], numbers[1]);
    assertMalformed(
        "BIT STRING", Signing.join(new byte[] {3, (byte) (signature.length + 1), 0}, signature));
  }

  @Test
  void aMissingSequenceIsNamed() {
    signUntil(both -> true);
    assertMalformed(
        "without a SEQUENCE",
        Signing.join(Signing.integer(numbers[0].toByteArray()), Signing.integer(numbers[1].toByteArray())));
  }

  @Test
  void plainBytesWithoutLeadingZerosAreNamed() {
    signUntil(both -> both[0].bitLength() <= 248 && both[1].bitLength() > 248);
    byte[] signature = Signing.join(Signing.fixed(numbers[0], 31), Signing.fixed(numbers[1], 32));
    Slip slip = onlySlip(Encoding.RAW, signature);
    assertEquals(Kind.RAW_WIDTH, slip.kind());
    assertEquals("r and s have 63 bytes together instead of 64", slip.words());
  }

  @Test
  void plainBytesWithAZeroBeforeEachAreNamed() {
    signUntil(both -> true);
    byte[] signature = Signing.join(Signing.fixed(numbers[0], 33), Signing.fixed(numbers[1], 33));
    assertEquals("r and s have 33 bytes each instead of 32", onlySlip(Encoding.RAW, signature).words());
  }
}
