package dev.plumbline.mqtt;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Packets of every type, with every field at its edges as well as anywhere. */
public final class Packets {
  private Packets() {
  }

  public static Arbitrary<MqttPacket> any() {
    return Arbitraries.oneOf(List.of(connect(), connAck(), publish(), subscribe(), subAck(), unsubscribe(),
        packetId().map(PubAck::new), packetId().map(PubRec::new), packetId().map(PubRel::new),
        packetId().map(PubComp::new), packetId().map(UnsubAck::new),
        Arbitraries.of(new PingReq(), new PingResp(), new Disconnect())));
  }

  static Arbitrary<Integer> packetId() {
    return Arbitraries.integers().between(1, 0xFFFF);
  }

  static Arbitrary<String> text() {
    Arbitrary<String> anything = Arbitraries.integers().between(1, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(Character::toString).list().ofMaxSize(12).map(parts -> String.join("", parts));
    Arbitrary<String> ascii = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
    return Arbitraries.frequencyOf(
        Tuple.of(12, ascii), Tuple.of(7, anything),
        Tuple.of(1, Arbitraries.of("\uFEFF", "é".repeat(100), "x".repeat(65535))));
  }

  static Arbitrary<TopicName> topicName() {
    return text().map(text -> text.replaceAll("[+#]", "/")).filter(text -> !text.isEmpty()).map(TopicName::of);
  }

  static Arbitrary<TopicFilter> topicFilter() {
    Arbitrary<String> level = Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.strings().withCharRange('0', 'z').ofMaxLength(6)),
        Tuple.of(1, Arbitraries.of("+", "é", "$SYS", "")));
    Arbitrary<String> levels = level.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join("/", list));
    return Combinators.combine(levels, Arbitraries.of("", "/#"))
        .as((head, tail) -> head + tail).filter(text -> !text.isEmpty()).map(TopicFilter::of);
  }

  static Arbitrary<Payload> payload() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Payload::copyOf);
  }

  static Arbitrary<QoS> qos() {
    return Arbitraries.of(QoS.class);
  }

  static Arbitrary<Boolean> flag() {
    return Arbitraries.of(true, false);
  }

  static Arbitrary<Publish> publish() {
    return Combinators.combine(topicName(), payload(), qos(), flag(), flag(), packetId())
        .as((topic, payload, qos, retain, dup, id) -> new Publish(topic, payload, qos, retain,
            dup && qos.isAcknowledged(), qos.isAcknowledged() ? id : 0));
  }

  static Arbitrary<Connect> connect() {
    Arbitrary<Will> will = Combinators.combine(topicName(), payload(), qos(), flag()).as(Will::new);
    Arbitrary<Password> password = Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(Password::copyOf);
    return Combinators.combine(text(), flag(), Arbitraries.integers().between(0, 0xFFFF),
        will.injectNull(0.4), text().injectNull(0.3), password.injectNull(0.3))
        .as((id, clean, keepAlive, ifWill, user, secret) ->
            new Connect(id, clean, keepAlive, ifWill, user, user == null ? null : secret));
  }

  static Arbitrary<ConnAck> connAck() {
    return Combinators.combine(flag(), Arbitraries.of(ConnectReturnCode.class))
        .as((present, code) -> new ConnAck(present && code == ConnectReturnCode.ACCEPTED, code));
  }

  static Arbitrary<Subscribe> subscribe() {
    Arbitrary<Subscription> one = Combinators.combine(topicFilter(), qos()).as(Subscription::new);
    return Combinators.combine(packetId(), one.list().ofMinSize(1).ofMaxSize(5)).as(Subscribe::new);
  }

  static Arbitrary<SubAck> subAck() {
    return Combinators.combine(packetId(), Arbitraries.of(SubAckReturnCode.class).list().ofMinSize(1).ofMaxSize(200))
        .as(SubAck::new);
  }

  static Arbitrary<Unsubscribe> unsubscribe() {
    return Combinators.combine(packetId(), topicFilter().list().ofMinSize(1).ofMaxSize(5)).as(Unsubscribe::new);
  }
}
