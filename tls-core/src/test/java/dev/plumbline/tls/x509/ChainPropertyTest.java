package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.Engines;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A path that exists is found, whatever else was sent and in whatever order. */
class ChainPropertyTest {
  private static final List<TestKey.Kind> KINDS =
      List.of(TestKey.Kind.EC_P256, TestKey.Kind.EC_P256, TestKey.Kind.EC_P384, TestKey.Kind.RSA_2048);
  private static final Instant PAST = Instant.parse("2021-01-01T00:00:00Z");

  @Property(tries = 120)
  @Label("a valid path is found among shuffled, expired, impersonating, cross-signed and unrelated certificates")
  void aValidPathIsFound(
      @ForAll long seed, @ForAll @IntRange(max = 4) int depth, @ForAll @IntRange(max = 3) int junk) throws Exception {
    Random random = new Random(seed);
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Root").key(kind(random)).selfSigned();
    List<IssuedCertificate> others = new ArrayList<>();
    IssuedCertificate issuer = root;
    for (int i = 0; i < depth; i++) {
      issuer = authority(pki, i, random).key(key(random, i)).issuedBy(issuer);
      others.add(issuer);
      for (int j = 0; j < junk; j++) {
        others.add(junk(pki, i, issuer, root, random));
      }
    }
    IssuedCertificate leaf =
        pki.server("host.example").key(kind(random)).keyIdentifiers(random.nextBoolean()).issuedBy(issuer);
    Collections.shuffle(others, random);

    List<String> path =
        PathCase.trusting(root).sends(leaf).sends(others).on(Engines.software()).path();

    assertEquals("CN=host.example", path.get(0));
    assertEquals("CN=Root", path.get(path.size() - 1));
  }

  /** A few keys of each kind only: RSA keys take their time. */
  private static TestKey key(Random random, int level) {
    return TestKey.of(kind(random), "level " + level);
  }

  private static TestKey.Kind kind(Random random) {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  private static TestPki.Request authority(TestPki pki, int level, Random random) {
    return pki.ca("Level " + level).keyIdentifiers(random.nextBoolean());
  }

  private static IssuedCertificate junk(
      TestPki pki, int level, IssuedCertificate genuine, IssuedCertificate root, Random random) {
    TestKey other = TestKey.of(TestKey.Kind.EC_P256, "junk " + level);
    return switch (random.nextInt(6)) {
      case 0 -> authority(pki, level, random).key(other).issuedBy(root);
      case 1 -> authority(pki, level, random).key(genuine.key()).validity(TestPki.NOT_BEFORE, PAST).issuedBy(root);
      case 2 -> authority(pki, level, random).key(genuine.key()).selfSigned();
      case 3 -> authority(pki, level, random).key(genuine.key()).issuedBy(pki.ca("Stranger").selfSigned());
      case 4 -> pki.server("Level " + level).key(genuine.key()).issuedBy(root);
      default -> pki.ca("Unrelated").selfSigned();
    };
  }
}
