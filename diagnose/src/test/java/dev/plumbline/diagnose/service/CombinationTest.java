package dev.plumbline.diagnose.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinationTest {
  @Test
  void aModemWithoutServerNameCannotReachAHostThatNeedsIt() throws ProfileException {
    List<String> found = obstacles("quectel-bg96", "google-bridge");
    assertTrue(found.get(0).startsWith("(C21)") && found.get(0).contains("impossible as it is set"), found.toString());
  }

  @Test
  void withServerNameTheSuitesRemain() throws ProfileException {
    List<String> found = obstacles("quectel-bg96:sni=on", "google-bridge");
    assertEquals(1, found.size());
    assertTrue(found.get(0).startsWith("(C04)") && found.get(0).contains("C02B"), found.toString());
  }

  @Test
  void theWincHasNoneOfTheBridgesSuites() throws ProfileException {
    assertTrue(obstacles("winc1500", "google-bridge").stream().anyMatch(one -> one.startsWith("(C24)")));
  }

  @Test
  void synergyCanReachTheBridge() throws ProfileException {
    assertEquals(List.of(), obstacles("synergy-ssp2", "google-bridge"));
  }

  private static List<String> obstacles(String device, String service) throws ProfileException {
    return Combination.obstacles(Profiles.parse(device), Services.parse(service));
  }
}
