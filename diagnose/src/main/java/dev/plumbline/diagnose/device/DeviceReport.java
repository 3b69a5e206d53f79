package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.memory.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a handshake was for the device: data for whoever prints it.
 *
 * @param engine the engine's name
 * @param verdict what the device would have reported; empty without a profile
 * @param ramPeakByPurpose the most RAM at once for each purpose, in bytes; empty for engines without device memory
 * @param ramPeak the most RAM at once, in bytes
 * @param romRead bytes that were read from ROM
 * @param romWritesDropped bytes that were written into ROM in vain
 * @param bytesBounced bytes that a rule made somebody copy
 * @param operations what the engine was asked to do, in the units of {@link Operation#unit}
 * @param estimatedMillis the time of these operations by the engine's cost table
 * @param observed what the server sent
 * @param limitsExceeded what the profile's device had no room for
 * @param buffers what it has room for; empty without a profile
 */
public record DeviceReport(
    String engine,
    Optional<DeviceVerdict> verdict,
    Map<Purpose, Integer> ramPeakByPurpose,
    int ramPeak,
    long romRead,
    long romWritesDropped,
    long bytesBounced,
    Map<Operation, Long> operations,
    double estimatedMillis,
    Observed observed,
    List<LimitExceeded> limitsExceeded,
    Optional<Buffers> buffers) {
  public DeviceReport {
    ramPeakByPurpose = Map.copyOf(ramPeakByPurpose);
    operations = Map.copyOf(operations);
    limitsExceeded = List.copyOf(limitsExceeded);
  }

  /**
   * The report on a connection that is established or over.
   *
   * @param profile the device, if one was named
   */
  public static DeviceReport of(
      CryptoEngine engine, Optional<DeviceProfile> profile, Outcome outcome, Observed observed) {
    Optional<DeviceVerdict> verdict = profile.map(one -> new DeviceStatuses(one).verdict(outcome, observed));
    List<LimitExceeded> exceeded = profile.map(one -> DeviceLimits.exceeded(one, observed)).orElse(List.of());
    Optional<Buffers> buffers = profile.map(DeviceProfile::buffers);
    String name = engine.profile().name();
    if (!(engine instanceof DeviceEngine device)) {
      return new DeviceReport(
          name, verdict, new EnumMap<>(Purpose.class), 0, 0, 0, 0, new EnumMap<>(Operation.class), 0, observed,
          exceeded, buffers);
    }
    Map<Operation, Long> counts = device.meter().counts();
    return new DeviceReport(
        name,
        verdict,
        device.memory().meter().peakByPurpose(),
        device.memory().meter().ramPeak(),
        device.memory().meter().romRead(),
        device.memory().meter().romWritesDropped(),
        device.memory().meter().bytesBounced(),
        counts,
        device.costs().millis(counts),
        observed,
        exceeded,
        buffers);
  }
}
