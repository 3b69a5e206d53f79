package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.profile.FactSheet;
import dev.plumbline.diagnose.service.ServiceProfile.Identity;
import dev.plumbline.diagnose.service.ServiceProfile.Mqtt;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile.Root;
import dev.plumbline.diagnose.service.ServiceProfile.Tls;
import dev.plumbline.diagnose.token.TokenLimits;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.device.Switches;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A service profile as text for people, made of its data. Stateless. */
final class ServiceText {
  private static final String UNKNOWN = "not known";

  private ServiceText() {}

  static String describe(ServiceProfile service) {
    FactSheet out = new FactSheet();
    out.line(service.name() + ": " + service.title());
    out.section("hosts", service.hosts().evidence());
    List<String> names = service.hosts().patterns();
    out.field("names", names.isEmpty() ? "your own" : String.join(" ", names));
    out.section("ports", service.ports().evidence());
    service.ports().list().forEach(port -> out.field(String.valueOf(port.port()), port(port)));
    tls(service.tls(), out);
    out.section("trust", service.trust().evidence());
    if (service.trust().roots().isEmpty()) {
      out.field("roots", "as configured");
    }
    service.trust().roots().forEach(root -> out.field(Switches.word(root.advice()), root(root)));
    identity(service.identity(), out);
    mqtt(service.mqtt(), out);
    out.section("refusal", service.refusal().evidence());
    out.field("style", sentence(Switches.word(service.refusal().style()), service.refusal().note()));
    return out.toString();
  }

  private static String port(Port port) {
    StringBuilder text = new StringBuilder(Switches.word(port.speaks()));
    if (!port.alpn().isEmpty()) {
      text.append(port.alpnNeeded() ? ", ALPN needed: " : ", ALPN: ").append(String.join(" or ", port.alpn()));
    }
    switch (port.clientCertificate()) {
      case REQUIRED -> text.append(", client certificate required");
      case OPTIONAL -> text.append(", client certificate possible");
      default -> { }
    }
    return sentence(text.toString(), port.note());
  }

  private static String sentence(String text, String note) {
    return note.isEmpty() ? text : text + ". " + note;
  }

  private static void tls(Tls tls, FactSheet out) {
    out.section("tls", tls.evidence());
    out.field("server name", Switches.word(tls.serverName()));
    out.field("versions", codes(tls.versions()));
    out.field("suites", tls.suites().isEmpty() ? UNKNOWN
        : tls.suites().stream().map(ServiceText::suite).collect(Collectors.joining(" "))
            + (tls.suitesComplete() ? "" : " and maybe others"));
    out.field("groups", tls.groups().isEmpty() ? UNKNOWN : codes(tls.groups()));
    out.field("server keys", tls.serverKeys().isEmpty() ? UNKNOWN : String.join(" ", tls.serverKeys()));
    out.field("fragment length", Switches.word(tls.maxFragmentLength()));
    if (tls.largestRecord() != 0) {
      out.field("largest record", tls.largestRecord() + " bytes");
    }
    if (!tls.note().isEmpty()) {
      out.field("note", tls.note());
    }
  }

  private static String suite(int code) {
    return hex(code) + CipherSuite.of(code).map(suite -> " (" + suite.opensslName() + ")").orElse("");
  }

  private static String root(Root root) {
    String text = root.name() + (root.host().equals("*") ? "" : " for " + root.host())
        + (root.keyId().isEmpty() ? "" : ", key " + root.keyId());
    return sentence(text, root.note());
  }

  private static void identity(Identity identity, FactSheet out) {
    out.section("identity", identity.evidence());
    out.field("client id", identity.clientIdForm());
    out.field("user name", identity.userNameForm());
    out.field("password", Switches.word(identity.password()) + ": " + identity.passwordForm());
    identity.tokens().ifPresent(limits -> out.field("token", token(limits)));
  }

  private static String token(TokenLimits limits) {
    return "no longer than " + limits.maxLifetime().map(time -> time.toHours() + " hours").orElse("any time")
        + ", clocks may differ by " + limits.clockSkew().toMinutes() + " minutes";
  }

  private static void mqtt(Mqtt mqtt, FactSheet out) {
    out.section("mqtt", mqtt.evidence());
    out.field("QoS", "up to " + mqtt.qosMost());
    out.field("retained, wills", (mqtt.retain() ? "yes" : "no") + ", " + (mqtt.will() ? "yes" : "no"));
    limit(out, "keep-alive", mqtt.keepAliveMost(), " s");
    limit(out, "wait for CONNECT", mqtt.connectTimeout(), " s");
    limit(out, "message", mqtt.packetMost(), " bytes");
    mqtt.notes().forEach(note -> out.field("note", note));
  }

  private static void limit(FactSheet out, String name, int most, String unit) {
    out.field(name, most == 0 ? UNKNOWN : "up to " + most + unit);
  }

  private static String codes(List<Integer> codes) {
    return codes.stream().map(ServiceText::hex).collect(Collectors.joining(" "));
  }

  private static String hex(int code) {
    return String.format(Locale.ROOT, "%04X", code);
  }
}
