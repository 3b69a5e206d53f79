package dev.plumbline.mqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.QoS;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random sessions with a model of a server: bytes are cut up, delayed and lost, connections drop and come back. */
class SessionPropertyTest {

  @Property(tries = 3000)
  void nothingIsLostAtQos1AndNothingIsDoubledAtQos2(@ForAll Random random,
      @ForAll @IntRange(min = 10, max = 300) int steps) throws MqttException {
    Run run = new Run(random);
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.finish();
    run.check();
  }

  /** One client, one server, and the wires between them. */
  private static final class Run {
    private static final SessionLimits LIMITS = new SessionLimits(10_000, 4, Duration.ofSeconds(10));

    private final Random random;
    private final SessionState state = new SessionState("c");
    private final ModelBroker broker = new ModelBroker();
    private final List<String> sent = new ArrayList<>();
    private final List<String> sentByServer = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private final Set<Long> completed = new HashSet<>();
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    private byte[] toClient = new byte[0];
    private MqttClientSession session;
    private long now;
    private int count;

    Run(Random random) {
      this.random = random;
      for (int id = 7; id <= PacketIds.MAXIMUM; id++) {
        state.packetIds().use(id); // six are left, so that each is soon used again
      }
      reconnect();
    }

    void step() throws MqttException {
      now += random.nextInt(100_000_000);
      switch (random.nextInt(10)) {
        case 0, 1 -> publish();
        case 2, 3 -> publishFromServer();
        case 4 -> transmit(1 + random.nextInt(30));
        case 5 -> carryToServer(random.nextInt(toServer.position() + 1));
        case 6 -> carryToClient(random.nextInt(100));
        case 7 -> poll();
        case 8 -> exchange();
        default -> {
          if (random.nextInt(4) == 0) {
            reconnect();
          } else {
            session.tick(now);
          }
        }
      }
    }

    private void publish() {
      QoS qos = QoS.of(random.nextInt(3));
      String text = qos.number() + "-" + count++ + "x".repeat(random.nextInt(20));
      assertEquals(sent.size() + 1, session.publish(FarEnd.TOPIC, Payload.ofText(text), qos, false));
      sent.add(text);
    }

    private void publishFromServer() {
      if (broker.mayPublish()) {
        QoS qos = QoS.of(random.nextInt(3));
        String text = qos.number() + "-" + count++;
        sentByServer.add(text);
        broker.publish(text, qos);
      }
    }

    private void transmit(int room) {
      session.transmit(toServer.limit(Math.min(toServer.capacity(), toServer.position() + room)), now);
      toServer.limit(toServer.capacity());
    }

    private void carryToServer(int length) throws MqttException {
      ByteBuffer all = toServer.flip();
      broker.receive(all.slice(0, length));
      all.position(length);
      toServer.compact();
    }

    private void carryToClient(int most) throws MqttException {
      byte[] more = broker.takeOutput();
      byte[] all = Arrays.copyOf(toClient, toClient.length + more.length);
      System.arraycopy(more, 0, all, toClient.length, more.length);
      int length = Math.min(most, all.length);
      session.receive(ByteBuffer.wrap(all, 0, length), now);
      toClient = Arrays.copyOfRange(all, length, all.length);
    }

    private void poll() {
      for (SessionEvent event = session.poll(); event != null; event = session.poll()) {
        if (event instanceof SessionEvent.MessageReceived message) {
          delivered.add(ModelBroker.text(message.publish().payload()));
        } else if (event instanceof SessionEvent.Published published) {
          assertTrue(completed.add(published.message()), () -> "completed twice: " + published);
        } else if (!(event instanceof SessionEvent.Connected) && !(event instanceof SessionEvent.Discarded)) {
          throw new AssertionError("unexpected " + event);
        }
        if (random.nextInt(8) == 0) {
          return;
        }
      }
    }

    private void exchange() throws MqttException {
      transmit(1000);
      carryToServer(toServer.position());
      carryToClient(Integer.MAX_VALUE);
      poll();
    }

    /** The connection breaks; an application may or may not look at what it had received. */
    private void reconnect() {
      if (session != null) {
        session.close();
        while (random.nextBoolean()) {
          poll();
        }
      }
      toServer.clear();
      toClient = new byte[0];
      broker.newConnection();
      session = new MqttClientSession(Connect.as("c").withCleanSession(false), state, LIMITS, PacketLog.NONE, now);
    }

    void finish() throws MqttException {
      reconnect();
      for (int i = 0; i < 2000 && !(isQuiet() && i > 20); i++) {
        exchange();
      }
      assertTrue(isQuiet(), "the session does not come to rest");
    }

    private boolean isQuiet() {
      return state.inFlight() + state.waiting() == 0 && broker.isQuiet();
    }

    void check() {
      checkDeliveries(sent, broker.published);
      checkDeliveries(sentByServer, delivered);
      for (int i = 0; i < sent.size(); i++) {
        String text = sent.get(i);
        // An event that was not polled from a connection that broke is lost with it, so not all are seen.
        assertTrue(!completed.contains(i + 1L) || text.startsWith("0-") || broker.published.contains(text), text);
      }
    }

    /** QoS 1 at least once, QoS 2 exactly once, QoS 0 at most once, each in the order of sending. */
    private static void checkDeliveries(List<String> expected, List<String> actual) {
      List<String> once = new ArrayList<>(new LinkedHashSet<>(actual));
      assertEquals(ofQos(2, expected), ofQos(2, actual), "exactly once and in order");
      assertEquals(ofQos(1, expected), ofQos(1, once), "at least once and in order of the first");
      List<String> atMostOnce = ofQos(0, actual);
      assertEquals(atMostOnce, ofQos(0, once), "at most once");
      List<String> candidates = ofQos(0, expected);
      candidates.retainAll(atMostOnce);
      assertEquals(candidates, atMostOnce, "in order, and nothing invented");
    }

    private static List<String> ofQos(int qos, List<String> texts) {
      List<String> some = new ArrayList<>(texts);
      some.removeIf(text -> !text.startsWith(qos + "-"));
      return some;
    }
  }
}
