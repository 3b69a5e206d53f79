package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.report.Rung.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LadderTest {
  @Test
  void eachArrowHasItsTimeAndTheGapBeforeIt() {
    List<Rung> rungs = Ladder.of(Samples.failing().build());
    assertEquals(
        List.of("SYN", "SYN, ACK", "ACK", "ClientHello", "ServerHello", "ServerHelloDone", "Alert", "RST"),
        rungs.stream().map(Rung::title).toList());
    Rung alert = rungs.get(6);
    assertEquals(Duration.ofMillis(18 + 3 + 22 + 412), alert.at());
    assertEquals(Duration.ofMillis(412), alert.gap());
    assertEquals(Optional.of(Side.CLIENT), alert.from());
    assertEquals("fatal unknown_ca (48)", alert.detail());
  }

  @Test
  void whatEndsAConnectionStandsOut() {
    List<Rung> rungs =
        Ladder.of(
            new SampleConversation(0).alert(Side.SERVER, 2, 40).alert(Side.SERVER, 1, 112).alert(Side.CLIENT, 1, 0)
                .alert(Side.CLIENT, -1, -1).tcp(Side.CLIENT, TcpSignal.RST).tcp(Side.SERVER, TcpSignal.FIN).build());
    assertEquals(
        List.of(Kind.BREAK, Kind.SIGNAL, Kind.SIGNAL, Kind.SIGNAL, Kind.BREAK, Kind.TCP),
        rungs.stream().map(Rung::kind).toList());
  }

  @Test
  void aLongSessionIsFolded() {
    SampleConversation sample = new SampleConversation(0).opened();
    for (int i = 0; i < 107; i++) {
      sample.after(10).application(Side.CLIENT, new byte[8]).application(Side.SERVER, new byte[4]);
    }
    List<Rung> rungs = Ladder.of(sample.tcp(Side.CLIENT, TcpSignal.FIN).build());
    assertEquals(3 + 4 + 1 + 3 + 1, rungs.size());
    Rung fold = rungs.get(7);
    assertEquals(Kind.FOLD, fold.kind());
    assertEquals("207 more of these", fold.title());
    assertEquals("104 from the client, 103 from the server", fold.detail());
  }

  @Test
  void noConnectionMakesMoreThanAPage() {
    SampleConversation sample = new SampleConversation(0);
    for (int i = 0; i < 3000; i++) {
      sample.alert(Side.SERVER, 1, 100).missing(Side.CLIENT, 9);
    }
    List<Rung> rungs = Ladder.of(sample.build(12));
    assertTrue(rungs.size() <= Ladder.LONGEST + 1, rungs.size() + " rungs");
    assertEquals("12 further events were not kept", rungs.get(rungs.size() - 1).title());
  }

  @Test
  void ofApplicationDataOnlyKindAndSizeAreShown() {
    String all = Ladder.of(SessionWithSecrets.conversation()).toString();
    assertTrue(all.contains("MQTT CONNECT") && all.contains("not MQTT"), all);
    for (String secret : SessionWithSecrets.all()) {
      assertTrue(!all.contains(secret), secret);
    }
  }

  @Test
  void nothingAtAllIsAnEmptyLadder() {
    assertEquals(List.of(), Ladder.of(new SampleConversation(0).build()));
  }
}
