package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.ClientCertificate;
import dev.plumbline.diagnose.service.ServiceProfile.FragmentLength;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile.ServerName;
import dev.plumbline.diagnose.service.ServiceProfile.Speaks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a service demands of TLS that a device, as its profile has it, does not bring along. */
public final class ServiceFit {
  private final ServiceProfile service;
  private final DeviceProfile device;
  private final List<String> unmet = new ArrayList<>();

  private ServiceFit(ServiceProfile service, DeviceProfile device) {
    this.service = service;
    this.device = device;
  }

  /** In sentences without a full stop; none if nothing is known that would be in the way. */
  public static List<String> unmet(ServiceProfile service, DeviceProfile device, int port) {
    ServiceFit fit = new ServiceFit(service, device);
    fit.port(port);
    fit.hello();
    fit.sizes();
    return List.copyOf(fit.unmet);
  }

  private void port(int number) {
    Optional<Port> known = service.port(number);
    if (known.isEmpty()) {
      unmet.add("it is not known to listen on port " + number);
      return;
    }
    Port port = known.get();
    if (port.speaks() != Speaks.MQTT_OVER_TLS) {
      unmet.add("port " + number + " is for " + port.speaks().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (port.alpnNeeded()) {
      unmet.add("port " + number + " needs the protocol name " + String.join(" or ", port.alpn())
          + " (ALPN, C31), which this device does not send by itself");
    }
    if (port.clientCertificate() == ClientCertificate.REQUIRED) {
      unmet.add("it wants a client certificate, which a probe does not give");
    }
  }

  private void hello() {
    if (service.tls().serverName() == ServerName.REQUIRED && !device.hello().serverName()) {
      unmet.add("it needs server_name, and this device sends none (C02)");
    }
    strangers("suite", service.tls().suites(), device.hello().dialect().cipherSuites(),
        service.tls().suitesComplete());
    strangers("group", service.tls().groups(), device.hello().dialect().groups(), false);
  }

  private void strangers(String what, List<Integer> taken, List<Integer> offered, boolean complete) {
    if (!taken.isEmpty() && !offered.isEmpty() && Collections.disjoint(taken, offered)) {
      unmet.add("none of the device's " + what + "s is among those that it "
          + (complete ? "takes" : "is known to take"));
    }
  }

  private void sizes() {
    int largest = service.tls().largestRecord();
    if (largest > device.receiveLimit()) {
      unmet.add("it was seen to send records of " + largest + " bytes, and this device takes "
          + device.receiveLimit() + " (C60)");
    }
    if (device.buffers().maxFragmentLength() > 0 && service.tls().maxFragmentLength() == FragmentLength.NO) {
      unmet.add("it does not honour max_fragment_length, which this device asks for (C61)");
    }
  }
}
