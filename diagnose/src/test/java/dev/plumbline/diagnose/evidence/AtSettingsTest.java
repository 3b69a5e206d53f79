package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What SIMCom's commands have in common with Quectel's, and the clock of either. */
class AtSettingsTest {
  @Test
  void readsWhatASimcomModemWasTold() {
    AtLog log = AtLog.read("""
        AT+CSSLCFG="sslversion",0,3
        OK
        AT+CSSLCFG="authmode",0,1
        OK
        AT+CSSLCFG="ignorelocaltime",0,0
        OK
        AT+CSSLCFG="cacert",0,"ca.pem"
        OK
        AT+CSSLCFG="enableSNI",0,1
        OK
        AT+CMQTTCONNECT=0,"tcp://mqtt.example.com:8883",60,1,"user","hunter2"
        OK
        +CMQTTCONNECT: 0,32
        """);
    assertEquals(OptionalInt.of(1), log.secLevel());
    assertEquals(OptionalInt.of(3), log.version());
    assertEquals(Optional.of(true), log.serverName());
    assertEquals(Optional.of(false), log.timeIgnored());
    assertEquals(Set.of("cacert"), log.slots());
    assertEquals(OptionalInt.of(32), log.mqttOpen());
    assertTrue(log.mqttTried());
    assertEquals(List.of("C52"), log.observations().stream().map(AtObservation::caseId).toList());
  }

  @Test
  void sim7000IsGivenTheNameAndTheFilesOtherwise() {
    AtLog log = AtLog.read("""
        AT+CSSLCFG="sslversion",1,3
        OK
        AT+CSSLCFG="sni",1,"mqtt.example.com"
        OK
        AT+SMSSL=1,"ca.crt","device.crt"
        OK
        AT+SMCONN
        ERROR
        """);
    assertEquals(Optional.of(true), log.serverName());
    assertEquals(Set.of("cacert", "clientcert", "clientkey"), log.slots());
  }

  @Test
  void readsTheModemsClock() {
    assertEquals("2024-05-17T08:32:12Z", clock("24/05/17,10:32:12+08"));
    assertEquals("1980-01-06T00:00:12Z", clock("80/01/06,00:00:12+00"));
    assertEquals("2024-05-17T12:32:12Z", clock("24/05/17,10:32:12-08"));
    assertTrue(AtLog.read("+CCLK: \"24/13/40,10:32:12+08\"").clock().isEmpty());
  }

  private static String clock(String text) {
    return AtLog.read("AT+CCLK?\n+CCLK: \"" + text + "\"\nOK\n").clock().orElseThrow().toString();
  }
}
