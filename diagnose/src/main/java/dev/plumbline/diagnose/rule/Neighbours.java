package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the connections of a capture say about one another, looked up once: with very many of them, a rule that went
 * through all for each would take for ever. Not thread-safe.
 */
final class Neighbours {
  /** A broker throws the older connection out as soon as it has read the newer one's CONNECT. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int CLOCK_BYTES = 4;
  private static final int CONNECT = 1;

  private final Surroundings capture;
  private final Map<Endpoint, Server> servers = new HashMap<>();
  private final Map<ClientRandom, List<Conversation>> randoms = new HashMap<>();
  private final Map<String, Some> askedFor = new HashMap<>();
  private OptionalInt takeOvers = OptionalInt.empty();

  Neighbours(Surroundings capture) {
    this.capture = capture;
    for (Conversation each : capture.conversations()) {
      servers.computeIfAbsent(each.serverEnd(), any -> new Server()).add(each);
      each.clientHello().ifPresent(hello -> add(each, hello));
    }
    servers.values().forEach(server -> server.connects.sort(Comparator.comparing(Connect::time)));
  }

  private void add(Conversation conversation, ClientHelloView hello) {
    randoms.computeIfAbsent(ClientRandom.of(conversation, hello), any -> new ArrayList<>(1)).add(conversation);
    hello.serverName().ifPresent(name ->
        askedFor.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new Some()).add(conversation));
  }

  Surroundings capture() {
    return capture;
  }

  /** Whether another connection asks for this name. */
  boolean othersAskFor(String name, Conversation than) {
    return askedFor.getOrDefault(name.toLowerCase(Locale.ROOT), Some.NONE).besides(than);
  }

  /** Whether the same server answered another connection in TLS. */
  boolean serverAnsweredAnother(Conversation than) {
    return server(than).answered.besides(than);
  }

  /** Whether the same server answered another connection, one that named it. */
  boolean serverAnsweredNamed(Conversation than) {
    return server(than).answeredNamed.besides(than);
  }

  /** Whether the same server showed another certificate to a connection that named it. */
  boolean serverHasAnotherCertificate(Conversation than) {
    Optional<ByteBuffer> mine = leaf(than);
    Set<ByteBuffer> leaves = server(than).namedLeaves;
    return mine.isPresent() && leaves.size() > (leaves.contains(mine.get()) ? 1 : 0);
  }

  /** The connections of this client with the same random, its clock aside; the one given among them. */
  List<Conversation> sameRandom(Conversation conversation, ClientHelloView hello) {
    return randoms.getOrDefault(ClientRandom.of(conversation, hello), List.of());
  }

  /** The other connections to this server whose CONNECT came right before that time. */
  List<Connect> connectsRightBefore(Instant end, Conversation than) {
    List<Connect> all = server(than).connects;
    int at = firstAt(all, end.minus(AT_ONCE));
    List<Connect> found = new ArrayList<>();
    while (at < all.size() && !all.get(at).time().isAfter(end)) {
      if (all.get(at).conversation().stream() != than.stream()) {
        found.add(all.get(at));
      }
      at++;
    }
    return found;
  }

  private static int firstAt(List<Connect> sorted, Instant time) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).time().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How often in the capture a connection ends as soon as another one to the same server sends CONNECT. */
  int takeOvers() {
    if (takeOvers.isEmpty()) {
      takeOvers = OptionalInt.of((int) capture.conversations().stream().filter(this::takenOver).count());
    }
    return takeOvers.getAsInt();
  }

  private boolean takenOver(Conversation old) {
    Ending ending = Ending.of(old);
    return ending.by(Side.SERVER)
        && new Course(old).applicationRecords(Side.SERVER) > 0
        && !connectsRightBefore(ending.time().orElseThrow(), old).isEmpty();
  }

  private Server server(Conversation conversation) {
    return servers.getOrDefault(conversation.serverEnd(), Server.NONE);
  }

  private static Optional<ByteBuffer> leaf(Conversation conversation) {
    return conversation.certificate(Side.SERVER)
        .flatMap(sent -> sent.certificates().stream().findFirst())
        .map(ByteBuffer::wrap);
  }

  /** A client id that can be read. */
  static Optional<byte[]> clientId(Conversation conversation) {
    return conversation.all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .flatMap(packet -> ConnectView.read(packet.bytes()))
        .map(ConnectView::clientId)
        .filter(id -> id.length > 0);
  }

  /** The client's first application data: CONNECT, readable or not. */
  record Connect(Conversation conversation, Event event) {
    Instant time() {
      return event.time();
    }

    private static Optional<Connect> of(Conversation conversation) {
      return conversation.events().stream()
          .filter(event -> event.from() == Side.CLIENT)
          .filter(event -> event instanceof Event.ApplicationData || event instanceof Event.Mqtt)
          .findFirst()
          .map(event -> new Connect(conversation, event));
    }
  }

  /** A client and its random without the first bytes, where some put their clock. */
  private record ClientRandom(InetAddress client, ByteBuffer tail) {
    private static ClientRandom of(Conversation conversation, ClientHelloView hello) {
      byte[] random = hello.random();
      return new ClientRandom(
          conversation.clientEnd().address(), ByteBuffer.wrap(random, CLOCK_BYTES, random.length - CLOCK_BYTES).slice());
    }
  }

  /** One or two connections of many: enough to know whether there is one besides a given one. */
  private static final class Some {
    private static final Some NONE = new Some();
    private static final int NOBODY = -1;

    private int first = NOBODY;
    private boolean more;

    private void add(Conversation conversation) {
      more |= first != NOBODY;
      first = first == NOBODY ? conversation.stream() : first;
    }

    private boolean besides(Conversation conversation) {
      return more || first != NOBODY && first != conversation.stream();
    }
  }

  /** What is known of one server. */
  private static final class Server {
    private static final Server NONE = new Server();

    private final Some answered = new Some();
    private final Some answeredNamed = new Some();
    private final Set<ByteBuffer> namedLeaves = new HashSet<>();
    private final List<Connect> connects = new ArrayList<>();

    private void add(Conversation conversation) {
      boolean named = conversation.clientHello().flatMap(ClientHelloView::serverName).isPresent();
      if (conversation.serverHello().isPresent()) {
        answered.add(conversation);
        if (named) {
          answeredNamed.add(conversation);
        }
      }
      if (named) {
        leaf(conversation).ifPresent(namedLeaves::add);
      }
      Connect.of(conversation).ifPresent(connects::add);
    }
  }
}
