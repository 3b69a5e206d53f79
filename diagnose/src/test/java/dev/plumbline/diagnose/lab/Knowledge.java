package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a user would tell of a device, besides the capture. Each method changes and returns it. */
final class Knowledge {
  private Optional<List<ParsedCertificate>> anchors = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<DeviceProfile> profile = Optional.empty();
  private Optional<String> code = Optional.empty();
  private List<ParsedCertificate> own = List.of();
  private Optional<PublicKey> tokenKey = Optional.empty();
  private DeviceSettings settings = DeviceSettings.NONE;
  private Optional<Integer> buffer = Optional.empty();
  private Optional<Integer> chain = Optional.empty();
  private Verifier verifier = Verifier.ANY;

  static Knowledge nothing() {
    return new Knowledge();
  }

  static Knowledge trusting(IssuedCertificate... trusted) {
    Knowledge knowledge = new Knowledge();
    knowledge.anchors = Optional.of(parsed(trusted));
    return knowledge;
  }

  Knowledge named(String host) {
    name = Optional.of(host);
    return this;
  }

  Knowledge profile(String spec) {
    try {
      profile = Optional.of(Profiles.parse(spec));
      return this;
    } catch (ProfileException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Knowledge code(String reported) {
    code = Optional.of(reported);
    return this;
  }

  Knowledge own(IssuedCertificate... certificates) {
    own = parsed(certificates);
    return this;
  }

  Knowledge tokenKey(PublicKey key) {
    tokenKey = Optional.of(key);
    return this;
  }

  Knowledge config(String text) {
    settings = DeviceSettingsReader.read(text);
    return this;
  }

  Knowledge buffer(int bytes) {
    buffer = Optional.of(bytes);
    return this;
  }

  Knowledge longestChain(int bytes) {
    chain = Optional.of(bytes);
    return this;
  }

  Knowledge verifier(Verifier what) {
    verifier = what;
    return this;
  }

  Evidence evidence() {
    return new Evidence(
        anchors, name, profile, code, Optional.empty(), own, tokenKey, settings, buffer, chain, verifier);
  }

  private static List<ParsedCertificate> parsed(IssuedCertificate... certificates) {
    return Arrays.stream(certificates).map(Knowledge::parsed).toList();
  }

  static ParsedCertificate parsed(IssuedCertificate certificate) {
    try {
      return ParsedCertificate.parse(certificate.der());
    } catch (MalformedCertificate e) {
      throw new IllegalArgumentException(e);
    }
  }
}
