package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.profile.JsonSection;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.service.ServiceProfile.Advice;
import dev.plumbline.diagnose.service.ServiceProfile.ClientCertificate;
import dev.plumbline.diagnose.service.ServiceProfile.FragmentLength;
import dev.plumbline.diagnose.service.ServiceProfile.Hosts;
import dev.plumbline.diagnose.service.ServiceProfile.Identity;
import dev.plumbline.diagnose.service.ServiceProfile.Mqtt;
import dev.plumbline.diagnose.service.ServiceProfile.Password;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile.Ports;
import dev.plumbline.diagnose.service.ServiceProfile.Refusal;
import dev.plumbline.diagnose.service.ServiceProfile.RefusalStyle;
import dev.plumbline.diagnose.service.ServiceProfile.Root;
import dev.plumbline.diagnose.service.ServiceProfile.ServerName;
import dev.plumbline.diagnose.service.ServiceProfile.Speaks;
import dev.plumbline.diagnose.service.ServiceProfile.Tls;
import dev.plumbline.diagnose.service.ServiceProfile.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a service profile, strictly. Stateless. */
final class ServiceReader {
  private static final int SCHEMA = 1;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_RECORD = 16_384;

  private ServiceReader() {}

  static ServiceProfile read(JsonSection json) throws ProfileException {
    json.number("schema", SCHEMA, SCHEMA);
    ServiceProfile service =
        new ServiceProfile(
            json.text("name"), json.text("title"), hosts(json.section("hosts")), ports(json.section("ports")),
            tls(json.section("tls")), trust(json.section("trust")), identity(json.section("identity")),
            mqtt(json.section("mqtt")), refusal(json.section("refusal")));
    json.end();
    return service;
  }

  private static Hosts hosts(JsonSection json) throws ProfileException {
    Hosts hosts = new Hosts(json.texts("patterns"), json.evidence());
    json.end();
    return hosts;
  }

  private static Ports ports(JsonSection json) throws ProfileException {
    List<Port> list = new ArrayList<>();
    for (JsonSection one : json.sections("list")) {
      list.add(
          new Port(
              one.number("port", 1, MAX_PORT), one.choice("speaks", Speaks.class), one.texts("alpn"),
              one.flag("alpnNeeded"), one.choice("clientCertificate", ClientCertificate.class), one.note("note")));
      one.end();
    }
    Ports ports = new Ports(list, json.evidence());
    json.end();
    return ports;
  }

  private static Tls tls(JsonSection json) throws ProfileException {
    Tls tls =
        new Tls(
            json.choice("serverName", ServerName.class), json.codePoints("versions"), json.codePoints("suites"),
            json.flag("suitesComplete"), json.codePoints("groups"), json.texts("serverKeys"),
            json.choice("maxFragmentLength", FragmentLength.class), json.number("largestRecord", 0, MAX_RECORD),
            json.note("note"), json.evidence());
    json.end();
    return tls;
  }

  private static Trust trust(JsonSection json) throws ProfileException {
    List<Root> roots = new ArrayList<>();
    for (JsonSection one : json.sections("roots")) {
      roots.add(
          new Root(
              one.text("name"), one.note("keyId"), one.text("host"), one.choice("advice", Advice.class),
              one.note("note")));
      one.end();
    }
    Trust trust = new Trust(roots, json.evidence());
    json.end();
    return trust;
  }

  private static Identity identity(JsonSection json) throws ProfileException {
    Identity identity =
        new Identity(
            pattern(json.note("clientId")), json.text("clientIdForm"), pattern(json.note("userName")),
            json.text("userNameForm"), json.choice("password", Password.class), json.text("passwordForm"),
            ServiceProfile.tokens(
                Set.copyOf(json.texts("tokenAlgorithms")), json.number("tokenLifetime", 0, Integer.MAX_VALUE),
                json.number("clockSkew", 0, Integer.MAX_VALUE)),
            json.evidence());
    json.end();
    return identity;
  }

  private static Optional<Pattern> pattern(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
  }

  private static Mqtt mqtt(JsonSection json) throws ProfileException {
    Mqtt mqtt =
        new Mqtt(
            json.number("qosMost", 0, 2), json.flag("retain"), json.flag("will"),
            json.number("keepAliveMost", 0, MAX_PORT), json.number("connectTimeout", 0, MAX_PORT),
            json.number("packetMost", 0, Integer.MAX_VALUE), json.texts("notes"), json.evidence());
    json.end();
    return mqtt;
  }

  private static Refusal refusal(JsonSection json) throws ProfileException {
    Refusal refusal = new Refusal(json.choice("style", RefusalStyle.class), json.note("note"), json.evidence());
    json.end();
    return refusal;
  }
}
