package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.testing.TestPki;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RandomRuleTest {
  private static final int UNKNOWN_CA = 48;
  private static final int FATAL = 2;
  private static final Evidence NOTHING = Evidence.none();

  private static MadeUp greeted(int stream, Random client, long server) {
    return new MadeUp(stream).entropy(client).netx(MadeUp.START, "mqtt.example").entropy(new Random(server))
        .answer(MadeUp.GCM);
  }

  private static MadeUp well(MadeUp connection) {
    return connection.handshake(Side.SERVER, 14, new byte[0]).finished().data(Side.CLIENT, 60).data(Side.SERVER, 28)
        .data(Side.CLIENT, 26).tcp(Side.CLIENT, TcpSignal.FIN);
  }

  private static Random zeros() {
    return new Random() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
      }
    };
  }

  @Test
  void aRandomOfZerosIsTheAnswerWhereAllElseIsWell() {
    Finding answer = well(greeted(0, zeros(), 1)).findings(NOTHING).get(0);
    assertEquals(FindingId.LOW_ENTROPY_RANDOM, answer.id());
    assertEquals(Confidence.PROVED, answer.confidence());
    assertTrue(answer.summary().contains("one byte repeated (00)"), answer.summary());
  }

  @Test
  void aRandomOfZerosIsNotWhyTheClientDistrustsTheServer() {
    TestPki pki = new TestPki();
    byte[] leaf = pki.server("mqtt.example").issuedBy(pki.ca("Root").selfSigned()).der();
    List<Finding> findings = greeted(0, zeros(), 1).certificates(Side.SERVER, leaf)
        .alert(Side.CLIENT, FATAL, UNKNOWN_CA).findings(NOTHING);
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, findings.get(0).id());
    assertTrue(findings.stream().anyMatch(
        one -> one.id() == FindingId.LOW_ENTROPY_RANDOM && one.role() == Role.CONTRIBUTING), findings::toString);
  }

  @Test
  void twoDevicesWithOneRandomHaveAGeneratorThatStartsAlike() {
    MadeUp other = well(greeted(1, new Random(7), 2)).client("192.168.7.21");
    Finding answer = well(greeted(0, new Random(7), 1)).findings(NOTHING, List.of(other.build()), Map.of()).get(0);
    assertEquals(FindingId.LOW_ENTROPY_RANDOM, answer.id());
    assertTrue(answer.summary().contains("of different devices"), answer.summary());
    assertTrue(answer.evidence().stream().anyMatch(item -> item.text().contains("192.168.7.21")), answer::toString);
  }

  @Test
  void oneConnectionOnBothSidesOfAnAddressTranslationIsOneDevice() {
    MadeUp same = well(greeted(1, new Random(7), 1)).client("198.51.100.4");
    Finding answer = well(greeted(0, new Random(7), 1)).findings(NOTHING, List.of(same.build()), Map.of()).get(0);
    assertEquals(FindingId.HEALTHY, answer.id());
    MadeUp refused = new MadeUp(1).client("198.51.100.4").entropy(new Random(7)).netx(MadeUp.START, "mqtt.example")
        .alert(Side.SERVER, FATAL, 40);
    MadeUp here = new MadeUp(0).entropy(new Random(7)).netx(MadeUp.START, "mqtt.example")
        .alert(Side.SERVER, FATAL, 40);
    assertTrue(here.findings(NOTHING, List.of(refused.build()), Map.of()).stream()
        .noneMatch(one -> one.id() == FindingId.LOW_ENTROPY_RANDOM));
  }
}
