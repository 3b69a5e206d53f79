package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.probe.Answer.Outcome;
import dev.plumbline.diagnose.probe.Change.Kind;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.PathBuilder;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds out whether a server takes a device's hello, and if it does not, the smallest change that would do. First
 * everything that could matter is added at once; if even that is of no use, no hello of TLS 1.2 is. Else what was added
 * is taken away again, by guesses from what the server made use of, and then by halves.
 */
public final class Probe {
  private static final Set<Kind> NEGOTIATED = Set.of(Kind.SUITE, Kind.GROUP, Kind.SCHEME);
  private static final Set<Outcome> REFUSALS = Set.of(Outcome.ALERT, Outcome.CLOSED, Outcome.RESET);
  private static final int UNRECOGNIZED_NAME = 112;

  private final ProbeSettings settings;
  private final Caller caller;
  private final Consumer<Attempt> progress;
  private final HostName server;
  private final DeviceHello hello;
  private final ServerTrust trust;
  private final List<Attempt> attempts = new ArrayList<>();

  /** The search ends before it is done; the message says why. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    private Stopped(String reason) {
      super(reason);
    }
  }

  /** @param progress is told of each connection when it is over */
  public Probe(ProbeSettings settings, Caller caller, Consumer<Attempt> progress) {
    this.settings = settings;
    this.caller = caller;
    this.progress = progress;
    this.server = HostName.of(settings.serverName());
    this.hello = new DeviceHello(settings.profile(), settings.engine().profile(), server);
    TlsClientConfig asIs = config(List.of());
    this.trust = new ServerTrust(new PathBuilder(settings.anchors(), asIs.pathPolicy()), server, asIs.clock());
  }

  /** Makes at most as many connections as the settings allow; ends early as well if its thread is interrupted. */
  public ProbeResult run() {
    Optional<List<Change>> found = Optional.empty();
    Optional<String> stopped = Optional.empty();
    ServerNameEffect effect = ServerNameEffect.UNKNOWN;
    boolean minimal = false;
    try {
      Answer asIs = ask(List.of());
      found = asIs.works() ? Optional.of(List.of()) : search(asIs);
      if (found.isEmpty()) {
        askForVersions();
      }
      minimal = found.isPresent();
      effect = minimal ? effectOfServerName(found.get()) : ServerNameEffect.UNKNOWN;
    } catch (Stopped e) {
      stopped = Optional.of(e.getMessage());
      found = found.or(this::smallestThatWorked);
    }
    boolean works = attempts.get(0).answer().works();
    Answer answer = answerTo(found.orElse(List.of()));
    return new ProbeResult(works, works ? Optional.empty() : found, minimal, stopped, answer, effect, attempts);
  }

  private Answer ask(List<Change> changes) throws Stopped {
    if (attempts.size() == settings.maxConnections()) {
      throw new Stopped("stopped after " + attempts.size() + " connections, which is the most");
    }
    try {
      if (!attempts.isEmpty()) {
        Thread.sleep(settings.pause().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped("interrupted");
    }
    Attempt attempt = new Attempt(changes, interview(changes));
    attempts.add(attempt);
    progress.accept(attempt);
    if (attempts.size() > 1 && attempt.answer().outcome() == Outcome.UNREACHABLE) {
      throw new Stopped("the server can't be reached any more: " + attempt.answer().remark());
    }
    return attempt.answer();
  }

  /** What the device would be, with these changes. */
  private TlsClientConfig config(List<Change> changes) {
    TlsClientConfig.Builder config = TlsClientConfig.builder(settings.engine(), settings.anchors())
        .serverName(settings.serverName()).clock(settings.clock());
    hello.apply(config, changes);
    return config.build();
  }

  private Answer interview(List<Change> changes) {
    try (Socket socket = caller.call()) {
      Interview interview = new Interview(settings, trust, socket);
      Optional<Change> version = changes.stream().filter(change -> change.kind() == Kind.VERSION).findFirst();
      return version.isPresent()
          ? interview.offer(new VersionHello(version.get().value(), server))
          : interview.hold(config(changes), group -> hello.knowsGroup(group, changes));
    } catch (IOException e) {
      return Answer.nothing(Outcome.UNREACHABLE, e.getMessage());
    }
  }

  private Optional<List<Change>> smallestThatWorked() {
    return attempts.stream().filter(attempt -> attempt.answer().works()).map(Attempt::changes)
        .min(Comparator.comparingInt(List::size));
  }

  private Answer answerTo(List<Change> changes) {
    return attempts.stream().filter(attempt -> attempt.changes().equals(changes)).findFirst().orElseThrow().answer();
  }

  private Optional<List<Change>> search(Answer asIs) throws Stopped {
    if (asIs.outcome() == Outcome.UNREACHABLE || asIs.outcome() == Outcome.NOT_TLS) {
      return Optional.empty();
    }
    Optional<List<Change>> enough = enough(asIs);
    if (enough.isEmpty()) {
      return Optional.empty();
    }
    List<Change> modest = smaller(enough.get(), DeviceHello::familiar);
    Answer answer = answerTo(modest);
    List<Change> used = smaller(modest, change -> !NEGOTIATED.contains(change.kind()) || made(change, answer));
    return Optional.of(new Minimiser<Change, Stopped>(used, changes -> ask(changes).works()).minimise());
  }

  /** Where no hello of TLS 1.2 helps: which versions the server speaks instead, each offered by itself (C54). */
  private void askForVersions() throws Stopped {
    Answer last = attempts.get(attempts.size() - 1).answer();
    if (REFUSALS.contains(last.outcome()) || last.otherVersion()) {
      for (int version : VersionHello.OTHERS) {
        ask(List.of(Change.version(version)));
      }
    }
  }

  /** A set of changes that works, if there is any: all that may help, and then what may harm elsewhere. */
  private Optional<List<Change>> enough(Answer asIs) throws Stopped {
    List<Change> all = new ArrayList<>(hello.additions());
    if (!asIs.exceeded().isEmpty()) {
      hello.fragmentLengths().stream().findFirst().ifPresent(all::add);
    }
    Answer answer = ask(all);
    if (answer.works()) {
      return Optional.of(all);
    }
    List<Change> other = new ArrayList<>(all);
    if (answer.alert().equals(OptionalInt.of(UNRECOGNIZED_NAME))) {
      other.removeIf(change -> change.kind() == Kind.SERVER_NAME);
    } else {
      other.addAll(hello.protocols());
    }
    return !other.equals(all) && ask(other).works() ? Optional.of(other) : Optional.empty();
  }

  /** Those changes of a set that works, if they work as well; otherwise the set itself. */
  private List<Change> smaller(List<Change> works, Predicate<Change> keep) throws Stopped {
    List<Change> kept = works.stream().filter(keep).toList();
    return !kept.isEmpty() && kept.size() < works.size() && ask(kept).works() ? kept : works;
  }

  /** Whether the server made use of what was offered. */
  private static boolean made(Change change, Answer answer) {
    OptionalInt chosen = switch (change.kind()) {
      case SUITE -> answer.suite();
      case GROUP -> answer.group();
      case SCHEME -> answer.scheme();
      default -> OptionalInt.empty();
    };
    return chosen.equals(OptionalInt.of(change.value()));
  }

  private ServerNameEffect effectOfServerName(List<Change> found) throws Stopped {
    if (server.isIpAddress()) {
      return ServerNameEffect.UNKNOWN;
    }
    if (found.stream().anyMatch(change -> change.kind() == Kind.SERVER_NAME)) {
      return ServerNameEffect.REQUIRED;
    }
    boolean sent = hello.sendsServerName();
    List<Change> otherwise = new ArrayList<>(found);
    otherwise.add(sent ? Change.noServerName() : Change.serverName(server.text()));
    Answer answer = ask(otherwise);
    if (!answer.accepted()) {
      return sent ? ServerNameEffect.REQUIRED : ServerNameEffect.REFUSED;
    }
    return answer.leaf().equals(answerTo(found).leaf()) ? ServerNameEffect.NONE : ServerNameEffect.OTHER_CERTIFICATE;
  }
}
