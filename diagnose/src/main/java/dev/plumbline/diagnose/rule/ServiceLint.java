package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.Password;
import dev.plumbline.diagnose.service.ServiceProfile.RefusalStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a CONNECT lacks of what its service demands: client id, user name, password (C75, C76). */
final class ServiceLint {
  private static final int CONNECT = 1;
  private static final int RETURN_CODE = 3;

  private ServiceLint() {}

  /** What CONNECT lacks, as a sentence at the end of a summary; empty if nothing is known to be wrong with it. */
  static String inSummary(Facts facts) {
    return wrong(facts).stream().findFirst().map(item -> " In this CONNECT " + item.text() + ".").orElse("");
  }

  static List<EvidenceItem> of(Facts facts) {
    List<EvidenceItem> items = wrong(facts);
    facts.service().filter(one -> one.refusal().style() == RefusalStyle.CLOSES).ifPresent(
        service -> items.add(EvidenceItem.of(service.shortTitle() + " refuses by closing, without CONNACK")));
    return items;
  }

  private static List<EvidenceItem> wrong(Facts facts) {
    Optional<ServiceProfile> service = facts.service();
    List<EvidenceItem> items = new ArrayList<>();
    facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .ifPresent(packet -> ConnectView.read(packet.bytes()).ifPresent(connect -> {
          service.ifPresent(one -> compare(one, packet, connect, items));
          items.addAll(CredentialsRule.otherTokenProblems(facts, packet, connect));
        }));
    return items;
  }

  /** What version the client asks for, where that is what the broker refuses (CONNACK 1, or MQTT 5's 0x84). */
  static List<EvidenceItem> version(Facts facts) {
    int code = facts.mqtt().connack().map(packet -> packet.bytes()[RETURN_CODE] & 0xFF).orElse(0);
    if (code != 1 && code != 0x84) {
      return List.of();
    }
    return facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .flatMap(packet -> ConnectView.read(packet.bytes()).map(connect -> new EvidenceItem(packet.place(),
            "CONNECT asks for " + connect.protocolName().replaceAll("[^ -~]", "?") + " level " + connect.level()
                + ": 3 is MQTT 3.1, 4 is 3.1.1, 5 is MQTT 5")))
        .stream().toList();
  }

  private static void compare(
      ServiceProfile service, Event.Mqtt packet, ConnectView connect, List<EvidenceItem> items) {
    if (differs(service.identity().clientId(), connect.clientIdText())) {
      items.add(new EvidenceItem(packet.place(), "the client id is '" + connect.clientIdText() + "'; "
          + service.shortTitle() + " wants " + service.identity().clientIdForm()));
    }
    String user = connect.userNameText().orElse("");
    if (differs(service.identity().userName(), user)) {
      items.add(new EvidenceItem(packet.place(), "the user name is '" + user + "'; " + service.shortTitle() + " wants "
          + service.identity().userNameForm()));
    }
    boolean wanted = service.identity().password() == Password.JWT || service.identity().password() == Password.SAS;
    if (connect.willFlag() && !service.mqtt().will()) {
      items.add(new EvidenceItem(packet.place(), "CONNECT has a will; " + service.shortTitle() + " takes none"));
    }
    if (service.mqtt().keepAliveMost() > 0 && connect.keepAlive() > service.mqtt().keepAliveMost()) {
      items.add(new EvidenceItem(packet.place(), "the keep alive is " + connect.keepAlive() + " s; "
          + service.shortTitle() + " takes at most " + service.mqtt().keepAliveMost() + " s"));
    }
    if (wanted && connect.password().isEmpty()) {
      items.add(new EvidenceItem(packet.place(), "CONNECT has no password; " + service.shortTitle() + " wants "
          + service.identity().passwordForm()));
    }
  }

  private static boolean differs(Optional<Pattern> form, String value) {
    return form.filter(pattern -> !pattern.matcher(value).matches()).isPresent();
  }
}
