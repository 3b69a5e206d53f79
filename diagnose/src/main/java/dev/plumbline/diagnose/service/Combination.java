package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile.ServerName;
import dev.plumbline.diagnose.service.ServiceProfile.Speaks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a device's stack can reach a kind of broker at all, told from both profiles before anything is sent: C04,
 * C20, C21, C24, C31, C34, C58, C60. Stateless.
 */
public final class Combination {
  private static final int TLS_1_2 = 0x0303;

  private Combination() {}

  /** What stands in the way, in sentences that begin with their case; empty if nothing that is known does. */
  public static List<String> obstacles(DeviceProfile device, ServiceProfile service) {
    List<String> found = new ArrayList<>();
    ServiceProfile.Tls tls = service.tls();
    if (tls.serverName() == ServerName.REQUIRED && !device.hello().serverName()) {
      found.add("(C21) " + service.name() + " demands server_name, and " + device.spec()
          + " sends none: this combination is impossible" + (canSwitch(device, "sni") ? " as it is set" : ""));
    }
    if (!tls.versions().isEmpty() && !tls.versions().contains(TLS_1_2)) {
      found.add("(C54) " + service.name() + " speaks no TLS 1.2, and " + device.spec() + " nothing else");
    }
    List<Integer> offered = device.hello().dialect().cipherSuites();
    if (!tls.suites().isEmpty() && Collections.disjoint(offered, tls.suites())) {
      found.add("(" + (device.name().equals("winc1500") ? "C24" : "C04") + ") " + device.spec() + " offers none of the"
          + " suites that " + service.name() + " is known to take"
          + (tls.suitesComplete() ? "" : " (the list may not be complete; 'plumbline probe' tells)") + ": "
          + String.join(", ", tls.suites().stream().limit(4).map(Names::suite).toList()));
    }
    List<Integer> groups = device.hello().dialect().groups();
    if (!groups.isEmpty() && !tls.groups().isEmpty() && Collections.disjoint(groups, tls.groups())) {
      found.add("(C58) " + device.spec() + " and " + service.name()
          + " have no elliptic curve in common that is known");
    }
    if (tls.largestRecord() > device.receiveLimit()) {
      found.add("(C60) " + service.name() + " was seen to send records of " + tls.largestRecord() + " bytes; "
          + device.spec() + " takes " + device.receiveLimit());
    }
    return found;
  }

  /** The same, at one of the broker's ports. */
  public static List<String> obstacles(DeviceProfile device, ServiceProfile service, int number) {
    List<String> found = new ArrayList<>(obstacles(device, service));
    if (service.ports().list().isEmpty()) {
      return found;
    }
    Optional<Port> known = service.port(number);
    if (known.isEmpty()) {
      found.add("(C34) " + service.name() + " is not known to listen on port " + number);
      return found;
    }
    Port port = known.get();
    if (port.speaks() != Speaks.MQTT_OVER_TLS) {
      found.add("(C34) port " + number + " of " + service.name() + " is for "
          + port.speaks().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (port.alpnNeeded()) {
      found.add("(C31) port " + number + " of " + service.name() + " needs the protocol name "
          + String.join(" or ", port.alpn()) + " (ALPN), which " + device.spec() + " does not send by itself");
    }
    return found;
  }

  private static boolean canSwitch(DeviceProfile device, String name) {
    return device.switches().stream().anyMatch(one -> one.name().equals(name));
  }
}
