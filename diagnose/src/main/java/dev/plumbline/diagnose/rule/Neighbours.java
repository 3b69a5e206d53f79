package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the connections of a capture say about one another, looked up once: with very many of them, a rule that went
 * through all for each would take for ever. Not thread-safe.
 */
final class Neighbours {
  private static final int CLOCK_BYTES = 4;
  /** Enough to find an example among. */
  private static final int LOOKED_AT = 100;

  private final Surroundings capture;
  private final Map<Endpoint, Server> servers = new HashMap<>();
  private final Map<ByteBuffer, List<Conversation>> randoms = new HashMap<>();
  private final Map<String, Some> askedFor = new HashMap<>();
  private final Map<Greeting, Conversation> well = new HashMap<>();
  private final Map<Pair, List<Conversation>> pairs = new HashMap<>();
  private final Newcomers newcomers;

  Neighbours(Surroundings capture) {
    this.capture = capture;
    for (Conversation each : capture.conversations()) {
      servers.computeIfAbsent(each.serverEnd(), any -> new Server()).add(each);
      keep(each, pairs.computeIfAbsent(Pair.of(each), any -> new ArrayList<>(1)));
      each.clientHello().ifPresent(hello -> add(each, hello));
      Greeting.of(each).filter(greeting -> new Course(each).completed())
          .ifPresent(greeting -> well.putIfAbsent(greeting, each));
    }
    this.newcomers = new Newcomers(capture.conversations());
  }

  private void add(Conversation conversation, ClientHelloView hello) {
    randoms.computeIfAbsent(withoutClock(hello.random()), any -> new ArrayList<>(1)).add(conversation);
    hello.serverName().ifPresent(name ->
        askedFor.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new Some()).add(conversation));
  }

  Surroundings capture() {
    return capture;
  }

  private static void keep(Conversation conversation, List<Conversation> examples) {
    if (examples.size() < LOOKED_AT) {
      examples.add(conversation);
    }
  }

  /** The first other connections to the same server. */
  Stream<Conversation> sameServer(Conversation conversation) {
    return server(conversation).examples.stream().filter(other -> other.stream() != conversation.stream());
  }

  /** The first other connections of the same client to the same server. */
  Stream<Conversation> sameEnds(Conversation conversation) {
    return pairs.getOrDefault(Pair.of(conversation), List.of()).stream()
        .filter(other -> other.stream() != conversation.stream());
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
    Optional<ByteBuffer> mine = serverLeaf(than);
    Set<ByteBuffer> leaves = server(than).namedLeaves;
    return mine.isPresent() && leaves.size() > (leaves.contains(mine.get()) ? 1 : 0);
  }

  /** A connection to the same server with the same hello and the same certificate of the server that completed. */
  Optional<Conversation> sameAndWell(Conversation conversation) {
    return Greeting.of(conversation).map(well::get);
  }

  /** The connections, of whatever client, with the same random, its clock aside; the one given among them. */
  List<Conversation> sameRandom(ClientHelloView hello) {
    return randoms.getOrDefault(withoutClock(hello.random()), List.of());
  }

  /** Who connected right before somebody else was thrown out. */
  Newcomers newcomers() {
    return newcomers;
  }

  /** The first bytes are where some put their clock. */
  private static ByteBuffer withoutClock(byte[] random) {
    return ByteBuffer.wrap(random, CLOCK_BYTES, random.length - CLOCK_BYTES).slice();
  }

  private Server server(Conversation conversation) {
    return servers.getOrDefault(conversation.serverEnd(), Server.NONE);
  }

  private static Optional<ByteBuffer> serverLeaf(Conversation conversation) {
    return conversation.certificate(Side.SERVER)
        .flatMap(sent -> sent.certificates().stream().findFirst())
        .map(ByteBuffer::wrap);
  }

  /** A client, whatever its port, and a server. */
  private record Pair(InetAddress client, Endpoint server) {
    private static Pair of(Conversation conversation) {
      return new Pair(conversation.clientEnd().address(), conversation.serverEnd());
    }
  }

  /** What a client always says to a server, and who the server says it is. */
  private record Greeting(
      Endpoint server, ByteBuffer leaf, List<Integer> suites, List<Integer> groups, List<Integer> schemes,
      Optional<String> name) {
    private static Optional<Greeting> of(Conversation conversation) {
      return serverLeaf(conversation).flatMap(leaf -> conversation.clientHello().map(hello -> new Greeting(
          conversation.serverEnd(), leaf, hello.suites(), hello.groups(), hello.schemes(), hello.serverName())));
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
    private final List<Conversation> examples = new ArrayList<>();

    private void add(Conversation conversation) {
      keep(conversation, examples);
      boolean named = conversation.clientHello().flatMap(ClientHelloView::serverName).isPresent();
      if (conversation.serverHello().isPresent()) {
        answered.add(conversation);
        if (named) {
          answeredNamed.add(conversation);
        }
      }
      if (named) {
        serverLeaf(conversation).ifPresent(namedLeaves::add);
      }
    }
  }
}
