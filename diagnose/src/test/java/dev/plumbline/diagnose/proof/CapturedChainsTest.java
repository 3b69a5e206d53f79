package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.proof.AnchorNote.Kind;
import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import dev.plumbline.diagnose.proof.MissingIssuer.Verdict;
import dev.plumbline.diagnose.proof.NameFacts.Coverage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real chains, and the answers that their cases leave no doubt about. */
class CapturedChainsTest {
  private final TreeMap<String, CapturedHandshake> cases = new TreeMap<>();

  CapturedChainsTest() throws Exception {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (Files.isDirectory(captures)) {
      CapturedHandshake.all(captures).forEach(each -> cases.put(each.name, each));
    } else {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
    }
  }

  private ChainFacts facts(String name) {
    assumeTrue(cases.containsKey(name));
    return ChainAnalysis.of(cases.get(name).question());
  }

  /** Whatever a case must not be called can't follow from its chain. */
  @Test
  void contradictsNoCase() {
    assumeTrue(!cases.isEmpty());
    for (CapturedHandshake each : cases.values()) {
      if (CapturedHandshake.certificates(each.server).isEmpty() || each.anchors.isEmpty()) {
        continue;
      }
      ChainFacts facts = ChainAnalysis.of(each.question());
      System.out.println(row(each, facts));
      Set<String> excluded = Set.copyOf(each.mustNot);
      boolean noRootMissing = facts.missing().filter(it -> it.verdict() == Verdict.ANCHOR).isEmpty();
      boolean nothingUnsent = facts.missing().filter(it -> it.verdict() == Verdict.INTERMEDIATE).isEmpty();
      boolean otherServer = each.finding.equals("sni-missing");
      assertTrue(noRootMissing || otherServer || !excluded.contains("trust-anchor-missing"), each.name);
      assertTrue(nothingUnsent || !excluded.contains("chain-incomplete"), each.name);
      assertTrue(
          facts.name().orElseThrow().coverage() == Coverage.COVERED || otherServer
              || !excluded.contains("hostname-mismatch"),
          each.name);
      if (each.finding.equals("healthy")) {
        assertTrue(facts.idealPath().isPresent() && facts.order().orElseThrow().inOrder(), each.name);
        assertEquals(List.of(), facts.pathBuildingLimits(), each.name);
        assertEquals(List.of(), facts.anchorNotes(), each.name);
      }
    }
  }

  private static String row(CapturedHandshake each, ChainFacts facts) {
    return String.format(
        "%-42s %d sent, %d paths, ideal %-5s, in order %-5s, missing %s, name %s, message %d",
        each.name, facts.sent().size(), facts.paths().size(), facts.idealPath().isPresent(),
        facts.order().orElseThrow().inOrder(), facts.missing().map(MissingIssuer::verdict).orElse(null),
        facts.name().orElseThrow().coverage(), facts.sizes().message());
  }

  @Test
  void everyServerKeyExchangeVerifies() {
    assumeTrue(!cases.isEmpty());
    int verified = 0;
    for (CapturedHandshake each : cases.values()) {
      Optional<byte[]> message = CapturedHandshake.message(each.server, 12);
      if (message.isPresent() && !each.client.isEmpty()) {
        assertEquals(SignatureCheck.VALID, check(each, message.get(), -1), each.name);
        assertTrue(check(each, message.get(), 20).invalid(), each.name);
        verified++;
      }
    }
    assertTrue(verified > 40, verified + " were verified");
  }

  /** @param flipped place of the parameters' byte that is changed, or -1 */
  private static SignatureCheck check(CapturedHandshake each, byte[] message, int flipped) {
    int end = 8 + (message[7] & 0xFF); // curve type, named curve, a point with its length
    byte[] params = Arrays.copyOfRange(message, 4, end);
    if (flipped >= 0) {
      params[flipped] ^= 1;
    }
    int scheme = (message[end] & 0xFF) << 8 | message[end + 1] & 0xFF;
    KeyFacts key = CertificateFacts.of(CapturedHandshake.certificates(each.server).get(0)).orElseThrow().key();
    return SignatureProof.serverKeyExchange(
        key, random(each.client), random(each.server), params, scheme,
        Arrays.copyOfRange(message, end + 4, message.length));
  }

  private static byte[] random(List<byte[]> messages) {
    return Arrays.copyOfRange(messages.get(0), 6, 38);
  }

  @Test
  void tellsAMissingIntermediateFromAMissingRoot() {
    MissingIssuer intermediate = facts("netx-missing-intermediate").missing().orElseThrow();
    assertEquals(Verdict.INTERMEDIATE, intermediate.verdict());
    assertEquals("CN=Harbor Issuing CA 1,O=Harbor Works", intermediate.issuer());
    assertEquals(20, intermediate.issuerKey().length());
    assertEquals(Verdict.ANCHOR, facts("netx-wrong-root").missing().orElseThrow().verdict());
  }

  @Test
  void seesTheOrderThatIsBrokenAndTheOneThatChains() {
    SentOrder order = facts("bearssl-chain-out-of-order").order().orElseThrow();
    assertFalse(order.inOrder());
    assertEquals(0, order.brokenAt());
    assertEquals(List.of(0, 2, 1), order.chain().stream().map(CertificateFacts::position).toList());
    assertEquals(List.of(), order.extras());
    assertTrue(facts("bearssl-chain-out-of-order").idealPath().isPresent());
  }

  @Test
  void seesTheIntermediateAmongTheAnchors() {
    ChainFacts facts = facts("mosquitto-pub-intermediate-as-anchor");
    assertEquals(
        List.of(Kind.NOT_A_ROOT, Kind.SENT_AS_INTERMEDIATE),
        facts.anchorNotes().stream().map(AnchorNote::kind).toList());
    assertTrue(facts.builder(Model.IDEAL).orElseThrow().accepts());
    assertFalse(facts.builder(Model.ROOTS_ONLY).orElseThrow().accepts());
    assertEquals(List.of(), facts.pathBuildingLimits());
  }

  @Test
  void seesThePathThatAnOldBuilderDoesNotFind() {
    ChainFacts facts = facts("mosquitto-pub-old-path-builder");
    assertTrue(facts.builder(Model.ROOTS_ONLY).orElseThrow().accepts());
    assertEquals(
        List.of(Model.SENT_CHAIN_FIRST, Model.LAST_ISSUER),
        facts.pathBuildingLimits().stream().map(BuilderAnswer::model).toList());
    assertEquals("CN=Harbor Root 2020", facts.pathBuildingLimits().get(0).blamed().shortName());
    assertEquals(List.of(Kind.CROSS_SIGNED), facts.anchorNotes().stream().map(AnchorNote::kind).toList());
  }

  @Test
  void seesWhatTheLeafIsForAndHowWeakItIs() {
    assertEquals(
        List.of(PathProblem.Kind.PURPOSE),
        facts("mosquitto-pub-leaf-for-clients-only").usage().stream().map(PathProblem::kind).toList());
    List<Weakness> weak = facts("mosquitto-pub-rsa-1024-leaf").weaknesses();
    assertEquals(1, weak.size());
    assertEquals("RSA with 1024 bits", weak.get(0).what());
  }

  @Test
  void measuresHowFarOutOfDateItIs() {
    DateFact expired = facts("netx-expired-leaf").datesAtCapture().get(0);
    assertEquals(DateFact.State.EXPIRED, expired.state());
    assertTrue(expired.sentence().contains("110 days before"), expired.sentence());
    assertEquals(
        DateFact.State.NOT_YET_VALID, facts("netx-leaf-not-yet-valid").datesAtCapture().get(0).state());
  }

  @Test
  void findsTheP384RootBeyondAnElementThatDoesP256() {
    ChainFacts facts = facts("netx-p384-root");
    List<VerifierLimits.Beyond> beyond = facts.beyond(VerifierLimits.P256_SHA256);
    assertEquals(2, beyond.size());
    assertEquals("ecdsa-with-SHA384", beyond.get(0).certificate().signatureName().name());
    assertEquals(facts.anchors().get(0), beyond.get(1).certificate());
    assertFalse(beyond.get(1).signature());
  }
}
