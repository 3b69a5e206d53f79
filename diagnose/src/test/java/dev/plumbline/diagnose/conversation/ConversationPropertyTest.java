package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Recorded sessions, cut up, shortened and damaged. */
class ConversationPropertyTest {
  private static final List<String> NAMES =
      List.of(
          "tls10-aes128-sha",
          "tls11-aes256-sha",
          "tls12-aes128-sha256",
          "tls12-aes128-ccm8",
          "tls12-aes256-gcm-2",
          "tls12-renegotiation",
          "tls13-retry");

  /** MQTT in clear, with a malformed packet in the middle and one that is not complete at the end. */
  private static Session clear() {
    return Session.open()
        .client(Session.hex("1013 0004 4d515454 04 02 003c 0007 70756d702d3137"))
        .server(Session.hex("20020000"))
        .client(Session.hex("8008 0001 0003612f6200 c000"), Session.hex("3005 0003612f62"), Session.hex("300500"))
        .server(Session.hex("d000 485454502f312e31"));
  }

  private static Session recorded(String name) {
    return name.equals("mqtt") ? clear() : Session.recorded(name);
  }

  @Provide
  Arbitrary<String> sessions() {
    List<String> all = new ArrayList<>(NAMES);
    all.add("mqtt");
    return Arbitraries.of(all);
  }

  @Property(tries = 200)
  void anyCuttingUpYieldsTheSameConversation(@ForAll("sessions") String name, @ForAll long seed) {
    Session session = recorded(name);
    Tape whole = session.tape();
    Random random = new Random(seed);
    int most = 1 + random.nextInt(40);
    Tape cut =
        whole.with(
            calls -> {
              List<Tape.Call> pieces = new ArrayList<>();
              calls.forEach(call -> cut(call, random, most, pieces));
              return pieces;
            });
    assertEquals(
        Rendering.of(whole.conversations(session.keys())), Rendering.of(cut.conversations(session.keys())));
  }

  private static void cut(Tape.Call call, Random random, int most, List<Tape.Call> pieces) {
    if (!(call instanceof Tape.Data data)) {
      pieces.add(call);
      return;
    }
    int at = 0;
    while (at < data.bytes().length) {
      int end = Math.min(data.bytes().length, at + 1 + random.nextInt(most));
      Stretch where = new Stretch(data.where().frame(), data.where().offset() + at, data.where().nanos());
      pieces.add(new Tape.Data(data.stream(), data.from(), Arrays.copyOfRange(data.bytes(), at, end), where));
      at = end;
    }
  }

  @Property(tries = 300)
  void anyBeginningIsReadAndItsTotalsAreRight(@ForAll("sessions") String name, @ForAll long seed) {
    Session session = recorded(name);
    Random random = new Random(seed);
    Tape shortened =
        session
            .tape()
            .with(
                calls -> {
                  int last = random.nextInt(calls.size());
                  List<Tape.Call> begin = new ArrayList<>(calls.subList(0, Math.max(1, last)));
                  if (calls.get(last) instanceof Tape.Data data) {
                    byte[] bytes = Arrays.copyOf(data.bytes(), random.nextInt(data.bytes().length + 1));
                    begin.add(new Tape.Data(data.stream(), data.from(), bytes, data.where()));
                  }
                  begin.add(calls.get(calls.size() - 1));
                  return begin;
                });
    Conversation conversation = shortened.conversations(session.keys()).get(0);
    assertEquals(sent(shortened, Side.CLIENT), conversation.client().bytes());
    assertEquals(sent(shortened, Side.SERVER), conversation.server().bytes());
    readAll(conversation);
  }

  @Property(tries = 500)
  void damageIsBorne(@ForAll("sessions") String name, @ForAll long seed) {
    Session session = recorded(name);
    Random random = new Random(seed);
    Tape damaged =
        session
            .tape()
            .with(
                calls -> {
                  List<Tape.Call> all = new ArrayList<>();
                  calls.forEach(call -> damage(call, random, all));
                  return all;
                });
    Conversation conversation = damaged.conversations(session.keys()).get(0);
    assertEquals(sent(damaged, Side.CLIENT), conversation.client().bytes());
    readAll(conversation);
  }

  private static void damage(Tape.Call call, Random random, List<Tape.Call> all) {
    if (!(call instanceof Tape.Data data)) {
      all.add(call);
      return;
    }
    byte[] bytes = data.bytes().clone();
    switch (random.nextInt(8)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> random.nextBytes(bytes);
      case 2 -> bytes[random.nextInt(Math.min(12, bytes.length))] = (byte) random.nextInt();
      case 3 -> {
        all.add(new Tape.Missing(data.stream(), data.from(), bytes.length, false, data.where()));
        return;
      }
      case 4 -> {
        int kept = random.nextInt(bytes.length);
        all.add(new Tape.Data(data.stream(), data.from(), Arrays.copyOf(bytes, kept), data.where()));
        all.add(new Tape.Missing(data.stream(), data.from(), bytes.length - kept, true, data.where()));
        return;
      }
      default -> { }
    }
    all.add(new Tape.Data(data.stream(), data.from(), bytes, data.where()));
  }

  @Property(tries = 300)
  void garbageIsBorne(@ForAll byte[] client, @ForAll byte[] server, @ForAll boolean opening) {
    Session session = opening ? Session.open() : Session.joined();
    session.client(client).server(server).client(server).server(client);
    readAll(session.tape().conversations(new KeyLog()).get(0));
  }

  private static long sent(Tape tape, Side side) {
    return tape.calls().stream()
        .filter(call -> call instanceof Tape.Data data && data.from() == side)
        .mapToLong(call -> ((Tape.Data) call).bytes().length)
        .sum();
  }

  /** Reads every view of it, all of which must bear what they find. */
  private static void readAll(Conversation conversation) {
    conversation
        .all(Event.Handshake.class)
        .forEach(
            message -> {
              assertTrue(message.body().length <= message.announced());
              Transcripts.before(conversation, message);
              ClientHelloView.read(message)
                  .ifPresent(
                      hello -> {
                        Rendering.of(hello.serverName());
                        Rendering.of(hello.groups());
                        Rendering.of(hello.schemes());
                        Rendering.of(hello.protocols());
                        Rendering.of(hello.versions());
                        assertTrue(hello.maxFragmentLength() <= 4096);
                      });
              ServerHelloView.read(message)
                  .ifPresent(
                      hello -> {
                        ServerKeyExchangeView.read(message, hello);
                        CertificateRequestView.read(message, hello);
                        CertificateVerifyView.read(message, hello);
                      });
              CertificateView.read(message);
            });
    conversation.all(Event.Mqtt.class).forEach(packet -> ConnectView.read(packet.bytes()));
    conversation.serverKeyExchange();
    conversation.certificateRequest();
    conversation.certificateVerify();
  }
}
