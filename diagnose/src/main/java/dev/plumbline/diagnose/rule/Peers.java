package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.NameFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from the two ends of a connection, and from others between the same ends. */
final class Peers {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final int SERVER_HELLO_DONE = 14;
  private static final Event NOTHING = new Event.Tcp(Side.CLIENT, Instant.EPOCH, Place.NONE, TcpSignal.SYN);

  private Peers() {}

  /**
   * The name that the user gives, unless the device asked for another one and a different connection of the capture is
   * the one that the user means.
   */
  static Optional<String> expectedName(Facts facts) {
    Optional<String> asked =
        facts.hello().flatMap(ClientHelloView::serverName).filter(name -> !HostNames.forbiddenInServerName(name));
    Optional<String> given = facts.evidence().serverName();
    if (given.isEmpty() || asked.isEmpty()) {
      return given.or(() -> asked);
    }
    boolean meantElsewhere = facts.neighbours().othersAskFor(given.get(), facts.conversation());
    return !asked.get().equalsIgnoreCase(given.get()) && meantElsewhere ? asked : given;
  }

  /** Other connections to the same server: not all of them where there are very many. */
  static Stream<Conversation> sameServer(Facts facts) {
    return facts.neighbours().sameServer(facts.conversation());
  }

  /**
   * A connection in which the same server answered a hello that asks for the same: then that is not what it refuses.
   */
  static Optional<Conversation> answeredElsewhere(Facts facts) {
    return facts.hello().flatMap(mine -> sameServer(facts)
        .filter(other -> other.serverHello().isPresent())
        .filter(other -> other.clientHello().filter(hello -> asksTheSame(hello, mine)).isPresent())
        .findFirst());
  }

  private static boolean asksTheSame(ClientHelloView a, ClientHelloView b) {
    return a.suites().equals(b.suites()) && a.groups().equals(b.groups()) && a.schemes().equals(b.schemes())
        && a.versions().equals(b.versions()) && a.serverName().equals(b.serverName())
        && a.protocols().equals(b.protocols());
  }

  /** The profile that the user named, or whose hello this is. */
  static Optional<DeviceProfile> profile(Facts facts) {
    if (facts.evidence().profile().isPresent()) {
      return facts.evidence().profile();
    }
    if (facts.stack().profile().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Profiles.byName(facts.stack().profile()));
    } catch (ProfileException e) {
      throw new IllegalStateException("a profile of the library is broken", e);
    }
  }

  static boolean waitedLong(Facts facts) {
    Optional<Instant> end = facts.surroundings().end();
    return facts.ending().kind() == Ending.Kind.OPEN
        && !facts.conversation().events().isEmpty()
        && end.filter(time -> Duration.between(lastSaid(facts.conversation()).time(), time).compareTo(LONG) >= 0)
            .isPresent();
  }

  /** The last thing that was said before the connection ended; the first event if nothing was. */
  static Event lastSaid(Conversation conversation) {
    Event last = conversation.events().isEmpty() ? NOTHING : conversation.events().get(0);
    Optional<Instant> end = Ending.of(conversation).time();
    for (Event event : conversation.events()) {
      boolean said = event instanceof Event.Handshake || event instanceof Event.HiddenHandshake
          || event instanceof Event.ApplicationData || event instanceof Event.ChangeCipherSpec
          || event instanceof Event.Plain || event instanceof Event.Mqtt
          || event instanceof Event.Tcp tcp && tcp.signal() == TcpSignal.OPEN;
      if (said && end.filter(time -> event.time().isAfter(time)).isEmpty()) {
        last = event;
      }
    }
    return last;
  }

  static Side awaited(Event last) {
    if (last.from() == Side.CLIENT) {
      return Side.SERVER;
    }
    boolean flightGoesOn = last instanceof Event.Handshake message
        && message.type() != SERVER_HELLO_DONE && message.type() != 20;
    return flightGoesOn ? Side.SERVER : Side.CLIENT;
  }

  static String describe(Event event) {
    String who = event.from() == Side.CLIENT ? "the client's " : "the server's ";
    if (event instanceof Event.Handshake message) {
      return who + Names.handshakeType(message.type());
    }
    if (event instanceof Event.HiddenHandshake) {
      return who + "Finished";
    }
    if (event instanceof Event.Mqtt packet) {
      return who + MqttNames.of(packet.type());
    }
    if (event instanceof Event.ApplicationData) {
      return who + "application data";
    }
    return event instanceof Event.ChangeCipherSpec ? who + "ChangeCipherSpec" : who + "last bytes";
  }

  /** The server answered with a certificate that is not for the name that was meant. */
  static Optional<EvidenceItem> leafForAnotherName(Facts facts) {
    Optional<ChainFacts> chain = facts.chain().filter(one -> one.leaf().isPresent());
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    NameFacts name = chain.get().name().orElseThrow();
    if (name.coverage() == NameFacts.Coverage.NOT_COVERED) {
      return Optional.of(facts.certificates(name.sentence()));
    }
    boolean standIn = !name.names().isEmpty()
        && name.names().stream().allMatch(each -> each.toLowerCase(Locale.ROOT).endsWith(".invalid"));
    if (standIn) {
      return Optional.of(facts.certificates("its certificate is for '" + name.names().get(0)
          + "', a name that no host can have (RFC 6761 §6.4): a stand-in for clients that name none"));
    }
    boolean other = name.coverage() == NameFacts.Coverage.UNKNOWN
        && facts.neighbours().serverHasAnotherCertificate(facts.conversation());
    return other
        ? Optional.of(facts.certificates("another connection of this capture, with server_name, got another"
            + " certificate from the same server"))
        : Optional.empty();
  }

  /** A connection to the same server that had the same hello and the same leaf, and completed: a good capture (C08). */
  static Optional<Conversation> sameAndWell(Facts facts) {
    return facts.course().completed() ? Optional.empty() : facts.neighbours().sameAndWell(facts.conversation());
  }
}
