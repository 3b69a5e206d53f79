package dev.plumbline.diagnose.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceLimitsTest {
  /**
   * What was measured: a Certificate message of 458 bytes with one certificate of 448 fails with 1200 bytes and works
   * with 1300.
   */
  private static final Observed MEASURED = new Observed(458, 458, 458, List.of(448), 1);

  @Test
  void thePacketBufferRuleHasTheThresholdThatWasMeasured() throws Exception {
    assertEquals(458 + 304 + 448, only("synergy-ssp2:packet-buffer=1200", MEASURED).needed());
    assertEquals(List.of(), exceeded("synergy-ssp2:packet-buffer=1210", MEASURED));
    assertEquals(List.of(), exceeded("synergy-ssp2:packet-buffer=1300", MEASURED));
    assertEquals("packet-buffer-certificates", only("synergy-ssp2:packet-buffer=1209", MEASURED).situation());
  }

  @Test
  void manySmallCertificatesNeedRoomForTheirStructures() throws Exception {
    Observed chain = new Observed(1000, 1000, 1000, List.of(200, 200, 200, 200), 1);
    assertEquals(1000 + 4 * 304, only("netx-software:packet-buffer=2000", chain).needed());
  }

  @Test
  void aRecordLongerThanTheBufferIsMetFirst() throws Exception {
    Observed chain = new Observed(7099, 7099, 7099, List.of(1400, 1400), 1);
    List<LimitExceeded> exceeded = exceeded("synergy-ssp2:packet-buffer=4000", chain);
    assertEquals("record-too-long", exceeded.get(0).situation());
    assertEquals(7099, exceeded.get(0).needed());
    assertEquals("packet-buffer-certificates", exceeded.get(1).situation());
  }

  @Test
  void aStackWithoutReassemblyNeedsMessagesInOneRecord() throws Exception {
    Observed split = new Observed(700, 1735, 1735, List.of(900, 800), 3);
    LimitExceeded limit = only("mbedtls", split);
    assertEquals("message-fragmented", limit.situation());
    assertEquals(3, limit.needed());
    assertEquals(List.of(), exceeded("mbedtls-3.6", split));
    assertTrue(limit.sentence().contains("3 records"));
  }

  @Test
  void aStackWithoutPacketBufferHasNoCertificateRule() throws Exception {
    assertEquals(List.of(), exceeded("openssl", new Observed(16384, 20000, 20000, List.of(9000, 9000), 2)));
    assertEquals("record-too-long", only("arduino-bearssl", new Observed(9015, 0, 0, List.of(), 1)).situation());
  }

  private static LimitExceeded only(String profile, Observed observed) throws Exception {
    List<LimitExceeded> exceeded = exceeded(profile, observed);
    assertEquals(1, exceeded.size(), exceeded.toString());
    return exceeded.get(0);
  }

  private static List<LimitExceeded> exceeded(String profile, Observed observed) throws Exception {
    return DeviceLimits.exceeded(Profiles.parse(profile), observed);
  }
}
