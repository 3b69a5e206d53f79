package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.evidence.AtLog;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.service.Services;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user may know, a piece at a time. */
final class Known {
  private Optional<List<ParsedCertificate>> anchors = Optional.empty();
  private String name;
  private String profile;
  private String service;
  private String code;
  private Verifier verifier = Verifier.ANY;
  private Integer buffer;
  private DeviceSettings settings = DeviceSettings.NONE;
  private AtLog modem = AtLog.NONE;

  Known trusting(IssuedCertificate... certificates) {
    List<ParsedCertificate> all = new ArrayList<>();
    for (IssuedCertificate one : certificates) {
      try {
        all.add(ParsedCertificate.parse(one.der()));
      } catch (MalformedCertificate e) {
        throw new AssertionError(e);
      }
    }
    anchors = Optional.of(all);
    return this;
  }

  Known name(String host) {
    name = host;
    return this;
  }

  Known profile(String spec) {
    profile = spec;
    return this;
  }

  Known service(String one) {
    service = one;
    return this;
  }

  Known buffer(int bytes) {
    buffer = bytes;
    return this;
  }

  /** With a secure element. */
  Known verifyingP256() {
    verifier = Verifier.P256_SHA256;
    return this;
  }

  Known config(String text) {
    settings = DeviceSettingsReader.read(text);
    return this;
  }

  Known modem(String log) {
    modem = AtLog.read(log);
    return this;
  }

  Known code(String number) {
    code = number;
    return this;
  }

  Evidence evidence() {
    try {
      return new Evidence(
          anchors, Optional.ofNullable(name),
          profile == null ? Optional.empty() : Optional.of(Profiles.parse(profile)),
          Optional.ofNullable(code), Optional.empty(),
          List.of(), Optional.empty(), settings, Optional.ofNullable(buffer), Optional.empty(), verifier,
          service == null ? Optional.empty() : Optional.of(Services.parse(service))).with(modem);
    } catch (ProfileException e) {
      throw new AssertionError(e);
    }
  }
}
