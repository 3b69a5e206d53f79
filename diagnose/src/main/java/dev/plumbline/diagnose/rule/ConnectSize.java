package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long the CONNECT is that was never sent, held against the buffer of the MQTT library (C66): as another connection
 * of the device shows it, or as the service's forms of client id and token make it.
 */
final class ConnectSize {
  /** Fixed header of 3, protocol name, level, flags, keep alive of 10, and three lengths of 2 (MQTT 3.1.1 §3.1). */
  private static final int FRAME = 3 + 10 + 3 * 2;

  /** {@code {"alg":"ES256","typ":"JWT"}}, three claims and 64 bytes of signature, in base64url with two dots. */
  private static final int SHORT_TOKEN = 190;

  /** An address of the hub, 32 bytes of MAC and a time, URL-encoded. */
  private static final int SHORT_SAS = 120;

  /** PubSubClient's default from 2.8 on; it was 128 before. */
  private static final int PUBSUBCLIENT = 256;

  private ConnectSize() {}

  static List<EvidenceItem> evidence(Facts facts) {
    List<EvidenceItem> items = new ArrayList<>();
    Optional<Integer> buffer = facts.evidence().settings().mqttBuffer();
    buffer.ifPresent(bytes -> items.add(EvidenceItem.of("the MQTT library's buffer has " + bytes + " bytes")));
    seen(facts).or(() -> expected(facts)).ifPresent(size -> items.add(EvidenceItem.of(size.words
        + (size.bytes > buffer.orElse(PUBSUBCLIENT)
            ? ": more than " + buffer.map(bytes -> "that buffer takes")
                .orElse("the " + PUBSUBCLIENT + " bytes that PubSubClient takes by default") + ", so it is never sent"
            : ""))));
    if (buffer.isPresent() && items.size() == 1) {
      items.add(EvidenceItem.of("a longer CONNECT is never sent"));
    }
    return items;
  }

  /** The first data of another connection of this device to the same server. */
  private static Optional<Size> seen(Facts facts) {
    return facts.neighbours().sameEnds(facts.conversation())
        .flatMap(other -> first(facts, other).stream())
        .map(length -> new Size(length, "another connection of this device sent a CONNECT of " + length + " bytes"))
        .findFirst();
  }

  private static Optional<Integer> first(Facts facts, Conversation other) {
    boolean alike = other.serverHello().map(hello -> hello.suite())
        .equals(facts.answer().map(hello -> hello.suite()));
    return other.all(Event.ApplicationData.class, Side.CLIENT).findFirst()
        .flatMap(data -> data.plaintext().map(bytes -> bytes.length)
            .or(() -> alike ? facts.mqtt().plainLength(data) : Optional.empty()));
  }

  private static Optional<Size> expected(Facts facts) {
    return facts.service().flatMap(ConnectSize::expected);
  }

  private static Optional<Size> expected(ServiceProfile service) {
    int password = switch (service.identity().password()) {
      case JWT -> SHORT_TOKEN;
      case SAS -> SHORT_SAS;
      case PLAIN, NONE, ANY -> 0;
    };
    if (password == 0) {
      return Optional.empty();
    }
    int names = shortest(service.identity().clientIdForm()) + shortest(service.identity().userNameForm());
    int bytes = FRAME + names + password;
    return Optional.of(new Size(bytes, "a CONNECT for " + service.shortTitle() + " has at least " + bytes
        + " bytes (its token alone at least " + password + ")"));
  }

  /** The shortest that a form can become: its words in capitals stand for names of three characters at least. */
  private static int shortest(String form) {
    String first = form.split("[ ;,…]", 2)[0];
    return first.contains("/") ? first.replaceAll("[A-Z]+", "xxx").length() : 0;
  }

  /** @param words where the number is from */
  private record Size(int bytes, String words) {}
}
