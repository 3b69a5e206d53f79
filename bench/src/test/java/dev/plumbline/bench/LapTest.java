package dev.plumbline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.bench.peer.BoringServer;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Can every contestant do what is measured, and is it measured at all? */
class LapTest {
  @ParameterizedTest
  @EnumSource
  void everyContestantShakesHandsAndIsMeasured(Scenario scenario) throws Exception {
    try (BoringServer server = new BoringServer(scenario)) {
      for (Contestant contestant : Contestants.ofHandshakes(scenario)) {
        ClientMeter meter = ClientMeter.named("test " + contestant.name());
        meter.clear();
        HandshakeLap lap = new HandshakeLap(contestant, server, meter);

        lap.requireResumption(scenario.resumption());
        lap.run();

        assertEquals(1, meter.nanos().length, contestant.name());
        assertTrue(meter.medianBytes() > 0, contestant.name());
        contestant.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 16384})
  void everyContestantExchangesRecords(int size) throws Exception {
    try (BoringServer server = new BoringServer(Scenario.ECDSA)) {
      for (Contestant contestant : Contestants.of(Scenario.ECDSA)) {
        try (RecordLap lap = new RecordLap(contestant, server, size)) {
          lap.run();
          lap.run();
        }
        contestant.close();
      }
    }
  }
}
