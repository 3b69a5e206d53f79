package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.testing.PinnedEntropy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.function.Executable;

/** AES-GCM records, with Bouncy Castle's own GCM mode as the oracle. */
class RecordCipherPropertyTest {
  private static final int NONCE = 8;
  private static final int OVERHEAD = 24;

  /** A connection on each engine, all with the same keys. */
  private final List<Connection> connections = new ArrayList<>();

  RecordCipherPropertyTest() throws Exception {
    for (EngineCase with : EngineCases.all()) {
      connections.add(Connection.on(with));
    }
  }

  @Provide
  Arbitrary<Connection> connections() {
    return Arbitraries.of(connections).withoutEdgeCases();
  }

  /** An engine that has agreed on a master secret. */
  record Connection(String name, CryptoEngine engine, MasterSecret master) {
    static Connection on(EngineCase with) throws Exception {
      CryptoEngine engine = with.engine(PinnedEntropy.seeded(9));
      SubjectKey server = engine.trustAnchor(TestKeys.RSA_2048.info());
      PreMasterSecret secret = engine.encryptedPreMaster(server, 0x0303, CryptoView.of(new byte[256]));
      MasterSeed seed = new MasterSeed.Randoms(new byte[32], new byte[32]);
      return new Connection(with.name(), engine, engine.masterSecret(secret, HashAlgorithm.SHA256, seed));
    }

    TrafficKeys keys() throws EngineException {
      CipherSuite suite = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
      return engine.trafficKeys(master, suite, new byte[32], new byte[32]);
    }

    byte[] keyBlock() throws EngineException {
      return engine.reveal(keys(), SecretReveal.insecureSecretReveal()).orElseThrow();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Property(tries = 300)
  void fragmentIsWhatBouncyCastlesGcmMakesWithTheSequenceNumberAsNonce(
      @ForAll("connections") Connection on,
      @ForAll @Size(max = 600) byte[] plaintext,
      @ForAll long sequence,
      @ForAll @IntRange(min = 20, max = 24) int type)
      throws Exception {
    byte[] fragment = new byte[plaintext.length + OVERHEAD];
    on.keys().clientWrite().seal(sequence, type, CryptoView.of(plaintext), CryptoView.of(fragment));
    assertArrayEquals(oracle(on.keyBlock(), sequence, type, plaintext), fragment);
    assertEquals(sequence, ByteBuffer.wrap(fragment).getLong());
  }

  private static byte[] oracle(byte[] keyBlock, long sequence, int type, byte[] plaintext) throws Exception {
    byte[] nonce = ByteBuffer.allocate(12).put(keyBlock, 32, 4).putLong(sequence).array();
    byte[] aad =
        ByteBuffer.allocate(13)
            .putLong(sequence)
            .put((byte) type)
            .putShort((short) 0x0303)
            .putShort((short) plaintext.length)
            .array();
    GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(true, new AEADParameters(new KeyParameter(keyBlock, 0, 16), 128, nonce, aad));
    byte[] fragment = ByteBuffer.allocate(plaintext.length + OVERHEAD).putLong(sequence).array();
    int length = gcm.processBytes(plaintext, 0, plaintext.length, fragment, NONCE);
    gcm.doFinal(fragment, NONCE + length);
    return fragment;
  }

  @Property(tries = 200)
  void recordsOpenInPlaceAndElsewhereUnderAnyExplicitNonce(
      @ForAll("connections") Connection on,
      @ForAll @Size(max = 600) byte[] plaintext,
      @ForAll long sequence,
      @ForAll @IntRange(min = 0, max = 40) int offset)
      throws Exception {
    byte[] buffer = new byte[offset + OVERHEAD + plaintext.length + 3];
    System.arraycopy(plaintext, 0, buffer, offset + NONCE, plaintext.length);
    CryptoView inside = CryptoView.of(buffer, offset + NONCE, plaintext.length);
    CryptoView fragment = CryptoView.of(buffer, offset, plaintext.length + OVERHEAD);
    on.keys().serverWrite().seal(sequence, 23, inside, fragment);
    byte[] elsewhere = new byte[plaintext.length];
    on.keys().serverWrite().open(sequence, 23, fragment, CryptoView.of(elsewhere));
    assertArrayEquals(plaintext, elsewhere);
    on.keys().serverWrite().open(sequence, 23, fragment, inside);
    assertArrayEquals(plaintext, inside.copy());
    assertEquals(0, buffer[buffer.length - 1] | buffer[buffer.length - 2] | buffer[buffer.length - 3]);
  }

  @Property(tries = 300)
  void anyFlippedBitIsRejectedAndNothingIsWritten(
      @ForAll("connections") Connection on,
      @ForAll @Size(min = 1, max = 200) byte[] plaintext,
      @ForAll @IntRange(min = 0, max = 100_000) int where,
      @ForAll long sequence)
      throws Exception {
    byte[] fragment = new byte[plaintext.length + OVERHEAD];
    RecordCipher cipher = on.keys().clientWrite();
    cipher.seal(sequence, 22, CryptoView.of(plaintext), CryptoView.of(fragment));
    int bit = where % (8 * fragment.length);
    fragment[bit / 8] ^= (byte) (1 << bit % 8);
    rejected(cipher, sequence, 22, fragment);
    fragment[bit / 8] ^= (byte) (1 << bit % 8);
    rejected(cipher, sequence + 1, 22, fragment);
    rejected(cipher, sequence ^ 1L << where % 64, 22, fragment);
    rejected(cipher, sequence, 23, fragment);
    rejected(cipher, sequence, 22, Arrays.copyOf(fragment, fragment.length - 1));
    rejected(cipher, sequence, 22, Arrays.copyOf(fragment, fragment.length + 1));
    rejected(on.keys().serverWrite(), sequence, 22, fragment);
    cipher.open(sequence, 22, CryptoView.of(fragment), CryptoView.of(new byte[plaintext.length]));
  }

  private static void rejected(RecordCipher cipher, long sequence, int type, byte[] fragment) {
    byte[] plaintext = new byte[fragment.length - OVERHEAD];
    Arrays.fill(plaintext, (byte) 0x5A);
    byte[] untouched = plaintext.clone();
    byte[] before = fragment.clone();
    CryptoView inPlace = CryptoView.of(fragment, NONCE, plaintext.length);
    assertThrows(PeerRejected.class, () -> cipher.open(sequence, type, CryptoView.of(fragment), inPlace));
    assertArrayEquals(before, fragment);
    PeerRejected thrown =
        assertThrows(
            PeerRejected.class,
            () -> cipher.open(sequence, type, CryptoView.of(fragment), CryptoView.of(plaintext)));
    assertSame(PeerRejected.recordMac(), thrown);
    assertArrayEquals(untouched, plaintext);
    assertArrayEquals(before, fragment);
  }

  @Property(tries = 200)
  void windowsThatOverlapOtherwiseAreBadBuffers(
      @ForAll("connections") Connection on,
      @ForAll @IntRange(min = 1, max = 50) int length,
      @ForAll @IntRange(min = -49, max = 73) int shift)
      throws Exception {
    byte[] buffer = new byte[256];
    int start = 100;
    int plaintextAt = start + shift;
    boolean apart = plaintextAt + length <= start || plaintextAt >= start + length + OVERHEAD;
    CryptoView fragment = CryptoView.of(buffer, start, length + OVERHEAD);
    CryptoView plaintext = CryptoView.of(buffer, plaintextAt, length);
    RecordCipher cipher = on.keys().clientWrite();
    if (apart || shift == NONCE) {
      cipher.seal(0, 23, plaintext, fragment);
      cipher.open(0, 23, fragment, plaintext);
    } else {
      badBuffer(() -> cipher.seal(0, 23, plaintext, fragment));
      badBuffer(() -> cipher.open(0, 23, fragment, plaintext));
    }
  }

  @Property(tries = 50)
  void lengthsThatDoNotFitAreBadBuffers(
      @ForAll("connections") Connection on, @ForAll @IntRange(min = 0, max = 60) int fragment) throws Exception {
    if (fragment != 10 + OVERHEAD) {
      CryptoView plaintext = CryptoView.of(new byte[10]);
      CryptoView other = CryptoView.of(new byte[fragment]);
      badBuffer(() -> on.keys().clientWrite().seal(0, 23, plaintext, other));
      badBuffer(() -> on.keys().clientWrite().open(0, 23, other, plaintext));
    }
  }

  @Property(tries = 50)
  void sequenceNumberIsNeverSealedTwice(
      @ForAll("connections") Connection on, @ForAll long sequence, @ForAll @IntRange(min = 0, max = 9) int back)
      throws Exception {
    RecordCipher cipher = on.keys().clientWrite();
    CryptoView plaintext = CryptoView.of(new byte[4]);
    CryptoView fragment = CryptoView.of(new byte[4 + OVERHEAD]);
    cipher.seal(sequence, 23, plaintext, fragment);
    long before = Long.compareUnsigned(sequence, back) >= 0 ? sequence - back : sequence;
    assertThrows(IllegalStateException.class, () -> cipher.seal(before, 23, plaintext, fragment));
    if (sequence != -1) {
      cipher.seal(sequence + 1, 23, plaintext, fragment);
    }
  }

  private static void badBuffer(Executable verb) {
    assertEquals(EngineException.Kind.BAD_BUFFER, assertThrows(EngineException.class, verb).kind());
  }
}
