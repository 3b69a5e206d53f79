package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.proof.DigestCandidate.Message;
import dev.plumbline.diagnose.proof.EcdsaVariants.Encoding;
import dev.plumbline.diagnose.proof.Slip.Kind;
import dev.plumbline.tls.testing.TestKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every form in which a signature can be wrong is recognised as that form, and nothing else is recognised at all. */
class EcdsaVariantsPropertyTest {
  private static final int TRIES = 60;

  /** What happens to r and s on their way into bytes. */
  private enum Arrangement {
    RIGHT,
    WORDS_SWAPPED,
    INTEGER_REVERSED,
    WORD_ORDER_REVERSED;

    byte[] apply(byte[] number) {
      return switch (this) {
        case RIGHT -> number;
        case WORDS_SWAPPED -> ByteOrders.wordsSwapped(number);
        case INTEGER_REVERSED -> ByteOrders.reversed(number);
        case WORD_ORDER_REVERSED -> ByteOrders.wordOrderReversed(number);
      };
    }
  }

  @Provide
  Arbitrary<TestKey> keys() {
    return Arbitraries.of(TestKey.Kind.EC_P256, TestKey.Kind.EC_P384, TestKey.Kind.EC_P521)
        .map(kind -> TestKey.of(kind, "device"));
  }

  private static List<DigestCandidate> candidates(byte[] message) {
    return DigestCandidate.of(List.of(new Message(message, List.of())), "SHA-256");
  }

  private static Set<Kind> kinds(Optional<List<Slip>> slips) {
    return slips.orElseThrow(() -> new AssertionError("no form was found to fit")).stream()
        .map(Slip::kind)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  @Property(tries = TRIES)
  void arrangementsAndEncodingsAreRecognised(
      @ForAll("keys") TestKey key,
      @ForAll byte[] message,
      @ForAll Arrangement arrangement,
      @ForAll boolean exchanged,
      @ForAll Encoding made,
      @ForAll Encoding expected) {
    int width = Signing.width(key);
    boolean words = arrangement == Arrangement.WORDS_SWAPPED || arrangement == Arrangement.WORD_ORDER_REVERSED;
    int operand = words && made == Encoding.RAW ? (width + 3) / 4 * 4 : width;
    Arrangement applied = words && width % 4 != 0 && made == Encoding.DER ? Arrangement.RIGHT : arrangement;
    BigInteger[] numbers = Signing.ecdsa(key, DigestCandidate.hash("SHA-256", message));
    byte[] r = applied.apply(Signing.fixed(numbers[exchanged ? 1 : 0], operand));
    byte[] s = applied.apply(Signing.fixed(numbers[exchanged ? 0 : 1], operand));
    byte[] signature =
        made == Encoding.RAW ? Signing.join(r, s) : Signing.der(Signing.minimal(r), Signing.minimal(s));

    Set<Kind> wanted = EnumSet.noneOf(Kind.class);
    if (applied != Arrangement.RIGHT) {
      wanted.add(Kind.valueOf(applied.name()));
    }
    if (exchanged) {
      wanted.add(Kind.EXCHANGED);
    }
    if (made != expected) {
      wanted.add(made == Encoding.RAW ? Kind.RAW_INSTEAD_OF_DER : Kind.DER_INSTEAD_OF_RAW);
    }
    if (operand != width) {
      wanted.add(Kind.RAW_WIDTH);
    }
    assertEquals(wanted, kinds(EcdsaVariants.search(key.publicKey(), expected, candidates(message), signature)));
  }

  @Property(tries = TRIES)
  void whatHappenedToTheDigestIsRecognised(@ForAll @Size(min = 1) byte[] message, @ForAll @IntRange(max = 8) int what) {
    TestKey key = TestKey.of(TestKey.Kind.EC_P256, "device");
    byte[] right = DigestCandidate.hash("SHA-256", message);
    byte[] text = HexFormat.of().formatHex(right).getBytes(StandardCharsets.US_ASCII);
    byte[] sha384 = DigestCandidate.hash("SHA-384", message);
    byte[] sha1 = DigestCandidate.hash("SHA-1", message);
    byte[][] digests = {
      right, ByteOrders.wordsSwapped(right), ByteOrders.reversed(right), DigestCandidate.hash("SHA-256", right),
      DigestCandidate.hash("SHA-256", text), sha384, Arrays.copyOfRange(sha384, 16, 48), sha1, Arrays.copyOf(sha1, 32)
    };
    List<Set<Kind>> wanted =
        List.of(
            Set.of(), Set.of(Kind.DIGEST_WORDS_SWAPPED), Set.of(Kind.DIGEST_REVERSED), Set.of(Kind.HASHED_TWICE),
            Set.of(Kind.HASHED_AS_TEXT), Set.of(Kind.OTHER_HASH), Set.of(Kind.OTHER_HASH, Kind.DIGEST_TAIL),
            Set.of(Kind.OTHER_HASH), Set.of(Kind.OTHER_HASH, Kind.DIGEST_PADDED_RIGHT));
    BigInteger[] numbers = Signing.ecdsa(key, digests[what]);
    byte[] signature = Signing.der(numbers[0], numbers[1]);
    assertEquals(
        wanted.get(what), kinds(EcdsaVariants.search(key.publicKey(), Encoding.DER, candidates(message), signature)));
  }

  @Property(tries = 12)
  void aDigestThatEndsAtItsFirstZeroByteIsRecognised(@ForAll @Size(min = 4, max = 4) byte[] start) {
    TestKey key = TestKey.of(TestKey.Kind.EC_P256, "device");
    byte[] message = start.clone();
    while (indexOfZero(DigestCandidate.hash("SHA-256", message)) < 0) {
      message = DigestCandidate.hash("SHA-256", message);
    }
    byte[] digest = DigestCandidate.hash("SHA-256", message);
    byte[] cut = Arrays.copyOf(Arrays.copyOf(digest, indexOfZero(digest)), 32);
    BigInteger[] numbers = Signing.ecdsa(key, cut);
    Set<Kind> found =
        kinds(
            EcdsaVariants.search(
                key.publicKey(), Encoding.DER, candidates(message), Signing.der(numbers[0], numbers[1])));
    assertTrue(found.equals(Set.of(Kind.DIGEST_CUT_AT_ZERO)) || Arrays.equals(cut, digest), found.toString());
  }

  private static int indexOfZero(byte[] digest) {
    for (int i = 0; i < digest.length; i++) {
      if (digest[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** A bit of r or s that is flipped leaves nothing that fits. */
  @Property(tries = TRIES)
  void aFlippedBitIsExplainedByNothing(
      @ForAll byte[] message, @ForAll @IntRange(max = 511) int bit, @ForAll Encoding encoding) {
    TestKey key = TestKey.of(TestKey.Kind.EC_P256, "device");
    BigInteger[] numbers = Signing.ecdsa(key, DigestCandidate.hash("SHA-256", message));
    byte[] raw = Signing.join(Signing.fixed(numbers[0], 32), Signing.fixed(numbers[1], 32));
    raw[bit / 8] ^= (byte) (1 << bit % 8);
    byte[] signature =
        encoding == Encoding.RAW ? raw
            : Signing.der(Signing.minimal(Arrays.copyOf(raw, 32)), Signing.minimal(Arrays.copyOfRange(raw, 32, 64)));
    assertEquals(
        Optional.empty(), EcdsaVariants.search(key.publicKey(), encoding, candidates(message), signature));
  }

  /** A byte of the encoding that is changed leaves either nothing, or the encoding as the only thing that is wrong. */
  @Property(tries = TRIES)
  void aChangedByteIsAtMostABadEncoding(
      @ForAll byte[] message, @ForAll @IntRange(max = 69) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
    TestKey key = TestKey.of(TestKey.Kind.EC_P256, "device");
    BigInteger[] numbers = Signing.ecdsa(key, DigestCandidate.hash("SHA-256", message));
    byte[] signature = Signing.der(numbers[0], numbers[1]);
    signature[Math.min(at, signature.length - 1)] ^= (byte) change;
    EcdsaVariants.search(key.publicKey(), Encoding.DER, candidates(message), signature)
        .ifPresent(slips -> assertEquals(Set.of(Kind.MALFORMED_DER), kinds(Optional.of(slips))));
  }

  @Property(tries = 200)
  void noiseFitsNothingAndThrowsNothing(@ForAll @Size(max = 200) byte[] signature, @ForAll Encoding encoding) {
    TestKey key = TestKey.of(TestKey.Kind.EC_P256, "device");
    assertEquals(
        Optional.empty(), EcdsaVariants.search(key.publicKey(), encoding, candidates(new byte[] {1}), signature));
  }
}
