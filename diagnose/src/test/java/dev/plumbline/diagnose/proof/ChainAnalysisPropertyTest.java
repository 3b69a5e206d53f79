package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.IssuedCertificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every order and for any bytes. */
class ChainAnalysisPropertyTest {
  private static final TestChains CHAINS = new TestChains();

  @Property(tries = 60)
  void theOrderNeverDecidesWhetherAPathExists(@ForAll long seed, @ForAll boolean complete, @ForAll boolean trusted) {
    IssuedCertificate stranger = CHAINS.pki.ca("Stranger").selfSigned();
    List<IssuedCertificate> sent = new ArrayList<>(List.of(CHAINS.leaf, CHAINS.root, CHAINS.leaf, stranger));
    if (complete) {
      sent.add(CHAINS.intermediate);
    }
    IssuedCertificate anchor = trusted ? CHAINS.root : CHAINS.pki.ca("Nobody").selfSigned();
    Collections.shuffle(sent.subList(1, sent.size()), new Random(seed));
    assertEquals(complete && trusted, TestChains.facts(sent, anchor).idealPath().isPresent());
    sent.remove(stranger);
    Collections.shuffle(sent, new Random(seed));
    assertEquals(complete && trusted, complete && TestChains.facts(sent, anchor).idealPath().isPresent());
  }

  @Property(tries = 300)
  void bytesThatAreNoCertificateThrowNothing(@ForAll List<@Size(max = 80) byte[]> noise) {
    ChainFacts facts = ChainAnalysis.of(
        ChainQuestion.of(noise, TestChains.NOW).trusting(List.of(TestChains.parsed(CHAINS.root))).named("a.example"));
    assertEquals(noise.size(), facts.sent().size() + facts.unreadable().size());
  }

  @Property(tries = 400)
  void aDamagedCertificateThrowsNothing(
      @ForAll @IntRange(max = 2000) int at, @ForAll byte change, @ForAll @IntRange(max = 3) int cut) {
    byte[] damaged = CHAINS.leaf.der().clone();
    damaged[at % damaged.length] ^= change;
    byte[] sent = Arrays.copyOf(damaged, damaged.length - cut);
    ChainFacts facts = ChainAnalysis.of(
        ChainQuestion.of(List.of(sent, CHAINS.intermediate.der()), TestChains.NOW)
            .trusting(List.of(TestChains.parsed(CHAINS.root)))
            .named(TestChains.HOST)
            .exchanging(KeyExchange.SIGNED));
    boolean whole = change == 0 && cut == 0;
    facts.sent().forEach(each -> assertNotNull(each.label()));
    if (whole) {
      assertTrue(facts.idealPath().isPresent());
    } else {
      facts.idealPath().ifPresent(path -> assertTrue(path.leaf().position() > 0, "a damaged leaf has a path"));
    }
    assertNotNull(facts.builders());
  }
}
