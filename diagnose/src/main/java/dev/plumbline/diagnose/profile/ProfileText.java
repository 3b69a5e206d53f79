package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** A profile as text for people, made of its data. Stateless. */
final class ProfileText {
  private ProfileText() {}

  /** Everything that the profile says, each group with its evidence. */
  static String describe(DeviceProfile profile) {
    FactSheet out = new FactSheet();
    out.line(profile.spec() + ": " + profile.title());
    engine(profile, out);
    hello(profile, out);
    out.section("records", profile.records().evidence());
    out.field("explicit nonce", Switches.word(profile.records().explicitNonce()));
    buffers(profile, out);
    out.section("paths", profile.paths().evidence());
    out.field("policy", policy(profile));
    profile.paths().notModelled().forEach(sentence -> out.field("not modelled", sentence));
    out.section("clock", profile.clock().evidence());
    out.field("time", Switches.word(profile.clock().time()));
    out.section("keys", profile.keys().evidence());
    out.field("accepts", profile.keys().accepts().stream().map(KeyFormat::word).sorted().collect(words()));
    out.section("status", profile.status().evidence());
    out.field("vocabulary", profile.status().vocabulary());
    out.line("switches");
    for (ProfileSwitch each : profile.switches()) {
      out.field(each.name() + "=", String.join(" ", each.values()) + ": " + each.title());
    }
    return out.toString();
  }

  private static void engine(DeviceProfile profile, FactSheet out) {
    EngineSpec spec = profile.engine().spec();
    out.section("engine", profile.engine().evidence());
    out.field("engine", spec.toString());
    if (spec.rules().orElse(null) instanceof Sce7Rules rules) {
      Map<String, String> switches = rules.settings();
      out.field(
          "switches", switches.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(words()));
      out.field("curves", rules.curves().stream().map(NamedGroup::ianaName).collect(words()));
      out.field("RSA", bits(rules.rsaHardwareBits()) + " in hardware, " + bits(rules.rsaSoftwareBits())
          + " in software, no other size");
      out.field("other curves", String.format(
          Locale.ROOT, "%s (0x%X)", rules.missingCurve().name(), rules.missingCurve().code()));
    }
  }

  private static String bits(Set<Integer> sizes) {
    return sizes.stream().sorted().map(String::valueOf).collect(Collectors.joining(" and "));
  }

  private static void hello(DeviceProfile profile, FactSheet out) {
    Dialect dialect = profile.hello().dialect();
    out.section("hello", profile.hello().evidence());
    out.field("record version", hex(dialect.recordVersion()));
    out.field("random begins", Switches.word(dialect.randomPrefix()));
    out.field("session id", Switches.word(dialect.sessionId()));
    out.field("suites", dialect.cipherSuites().stream().map(ProfileText::hex).collect(words()));
    out.field(
        "of these here",
        dialect.cipherSuites().stream()
            .flatMap(code -> CipherSuite.of(code).stream())
            .map(CipherSuite::opensslName)
            .collect(words()));
    out.field("groups", dialect.groups().stream().map(ProfileText::hex).collect(words()));
    out.field("signatures", dialect.schemes().stream().map(ProfileText::hex).collect(words()));
    out.field("extensions", dialect.extensions().stream().map(ProfileText::name).collect(words()));
    out.field("server name", profile.hello().serverName() ? "sent" : "not sent");
    out.field("resumption", profile.hello().resumes() ? "yes" : "no");
  }

  private static String name(Dialect.Slot slot) {
    return slot instanceof Dialect.Slot.Known known
        ? known.type().ianaName()
        : ExtensionType.nameOf(((Dialect.Slot.Raw) slot).extension().type());
  }

  private static void buffers(DeviceProfile profile, FactSheet out) {
    DeviceProfile.Buffers buffers = profile.buffers();
    out.section("buffers", buffers.evidence());
    out.field("receive record", buffers.receiveRecord() + " bytes");
    out.field("send record", buffers.sendRecord() + " bytes");
    out.field("handshake message", buffers.handshakeMessage() + " bytes");
    int fragment = buffers.maxFragmentLength();
    out.field("fragment length", fragment == 0 ? "not asked for" : fragment + " bytes");
    out.field("reassembly", buffers.reassembly() ? "yes" : "no: one record for each handshake message");
    if (buffers.packetBuffer() != 0) {
      out.field(
          "packet buffer",
          buffers.packetBuffer() + " bytes; the API takes no less than " + buffers.packetBufferMinimum()
              + "; a certificate takes " + buffers.certificateStructure() + " of it besides its message");
    }
  }

  private static String policy(DeviceProfile profile) {
    var policy = profile.paths().policy();
    List<String> says = new ArrayList<>();
    says.add(policy.backtracking() ? "tries every issuer" : "takes the first issuer with the right name");
    says.add(policy.orderRequired() ? "the chain must be in order" : "any order");
    says.add("up to " + policy.maxDepth() + " intermediates of " + policy.maxCertificateBytes() + " bytes");
    says.add(policy.checkAnchorDates() ? "an expired anchor is refused" : "an anchor's dates don't matter");
    return String.join("; ", says);
  }

  private static Collector<CharSequence, ?, String> words() {
    return Collectors.joining(" ");
  }

  private static String hex(int code) {
    return String.format(Locale.ROOT, "%04X", code);
  }
}
