package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** A profile as text for people, made of its data. Stateless. */
final class ProfileText {
  private static final int WIDTH = 110;
  private static final int INDENT = 20;

  private ProfileText() {}

  /** Everything that the profile says, each group with its evidence. */
  static String describe(DeviceProfile profile) {
    StringBuilder out = new StringBuilder();
    out.append(profile.spec()).append(": ").append(profile.title()).append('\n');
    engine(profile, out);
    hello(profile, out);
    section(out, "records", profile.records().evidence());
    field(out, "explicit nonce", Switches.word(profile.records().explicitNonce()));
    buffers(profile, out);
    section(out, "paths", profile.paths().evidence());
    field(out, "policy", policy(profile));
    profile.paths().notModelled().forEach(sentence -> field(out, "not modelled", sentence));
    section(out, "clock", profile.clock().evidence());
    field(out, "time", Switches.word(profile.clock().time()));
    section(out, "keys", profile.keys().evidence());
    field(out, "accepts", profile.keys().accepts().stream().map(KeyFormat::word).sorted().collect(words()));
    section(out, "status", profile.status().evidence());
    field(out, "vocabulary", profile.status().vocabulary());
    out.append("switches\n");
    for (ProfileSwitch each : profile.switches()) {
      field(out, each.name() + "=", String.join(" ", each.values()) + ": " + each.title());
    }
    return out.toString();
  }

  private static void engine(DeviceProfile profile, StringBuilder out) {
    EngineSpec spec = profile.engine().spec();
    section(out, "engine", profile.engine().evidence());
    field(out, "engine", spec.toString());
    spec.rules().map(Record::toString).ifPresent(
        rules -> field(out, "rules", rules.substring(rules.indexOf('[') + 1, rules.length() - 1)));
  }

  private static void hello(DeviceProfile profile, StringBuilder out) {
    Dialect dialect = profile.hello().dialect();
    section(out, "hello", profile.hello().evidence());
    field(out, "record version", hex(dialect.recordVersion()));
    field(out, "random begins", Switches.word(dialect.randomPrefix()));
    field(out, "session id", Switches.word(dialect.sessionId()));
    field(out, "suites", dialect.cipherSuites().stream().map(ProfileText::hex).collect(words()));
    field(
        out,
        "of these here",
        dialect.cipherSuites().stream()
            .flatMap(code -> CipherSuite.of(code).stream())
            .map(CipherSuite::opensslName)
            .collect(words()));
    field(out, "groups", dialect.groups().stream().map(ProfileText::hex).collect(words()));
    field(out, "signatures", dialect.schemes().stream().map(ProfileText::hex).collect(words()));
    field(out, "extensions", dialect.extensions().stream().map(ProfileText::name).collect(words()));
    field(out, "server name", profile.hello().serverName() ? "sent" : "not sent");
    field(out, "resumption", profile.hello().resumes() ? "yes" : "no");
  }

  private static String name(Dialect.Slot slot) {
    return slot instanceof Dialect.Slot.Known known
        ? known.type().ianaName()
        : ExtensionType.nameOf(((Dialect.Slot.Raw) slot).extension().type());
  }

  private static void buffers(DeviceProfile profile, StringBuilder out) {
    DeviceProfile.Buffers buffers = profile.buffers();
    section(out, "buffers", buffers.evidence());
    field(out, "receive record", buffers.receiveRecord() + " bytes");
    field(out, "send record", buffers.sendRecord() + " bytes");
    field(out, "handshake message", buffers.handshakeMessage() + " bytes");
    int fragment = buffers.maxFragmentLength();
    field(out, "fragment length", fragment == 0 ? "not asked for" : fragment + " bytes");
    field(out, "reassembly", buffers.reassembly() ? "yes" : "no: one record for each handshake message");
    if (buffers.packetBuffer() != 0) {
      field(
          out,
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

  private static void section(StringBuilder out, String name, Evidence evidence) {
    wrap(out, name + " [" + Switches.word(evidence.basis()) + "] ", 2, evidence.source());
  }

  private static void field(StringBuilder out, String name, String value) {
    wrap(out, String.format(Locale.ROOT, "  %-" + (INDENT - 2) + "s", name), INDENT, value.isEmpty() ? "none" : value);
  }

  private static void wrap(StringBuilder out, String head, int indent, String text) {
    StringBuilder line = new StringBuilder(head);
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static Collector<CharSequence, ?, String> words() {
    return Collectors.joining(" ");
  }

  private static String hex(int code) {
    return String.format(Locale.ROOT, "%04X", code);
  }
}
