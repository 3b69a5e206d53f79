package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.device.DeviceLimits;
import dev.plumbline.diagnose.device.FlightMeter;
import dev.plumbline.diagnose.device.LimitExceeded;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.probe.Answer.Outcome;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.ServerHello;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * One connection to the server: sends one hello, hears the whole answer, completes the handshake where this client can,
 * and leaves in a way that servers take for a goodbye: with close_notify, after user_canceled if the handshake is not
 * done (RFC 5246 §7.2.1, §7.2.2). Everything together ends within the time it has.
 */
final class Interview {
  private static final int PIECE = 1 << 14;
  private static final int GOODBYE_MILLIS = 500;
  private static final byte[] CANCELLED = HexFormat.of().parseHex("1503030002015a15030300020100");
  private static final int TLS_1_2 = 0x0303;

  private final ProbeSettings settings;
  private final ServerTrust trust;
  private final Socket socket;
  private final long deadline;
  private final ServerFlight flight = new ServerFlight();
  private final FlightMeter meter = new FlightMeter();
  private final byte[] piece = new byte[PIECE];
  private IntPredicate groups = any -> true;

  /** What is said first. */
  private interface Greeting {
    void send() throws IOException;
  }

  /** What is made of what came. */
  private interface Judgement {
    Answer pass() throws IOException;
  }

  Interview(ProbeSettings settings, ServerTrust trust, Socket socket) {
    this.settings = settings;
    this.trust = trust;
    this.socket = socket;
    this.deadline = System.nanoTime() + settings.timeout().toNanos();
  }

  /**
   * Says what the device would say, and hears the whole answer.
   *
   * @param known the groups that the device could go on with
   */
  Answer hold(TlsClientConfig config, IntPredicate known) {
    groups = known;
    try (TlsClient client = new TlsClient(config)) {
      return hear(() -> transmit(client), () -> false, () -> judge(client));
    }
  }

  /** Offers one version, and hears what the server chooses. */
  Answer offer(VersionHello hello) {
    return hear(() -> socket.getOutputStream().write(hello.record()), () -> flight.hello().isPresent(), this::choice);
  }

  private Answer hear(Greeting greeting, BooleanSupplier enough, Judgement judgement) {
    try {
      greeting.send();
      while (flight.end() == ServerFlight.End.NONE && !enough.getAsBoolean()) {
        int length = receive();
        if (length < 0) {
          return unfinished(Outcome.CLOSED, "it closed the connection");
        }
        meter.received(piece, 0, length);
        flight.receive(piece, length);
      }
      return judgement.pass();
    } catch (SocketTimeoutException e) {
      return unfinished(Outcome.SILENT, flight.received().length == 0
          ? "it did not answer in time"
          : "its answer was not complete in time");
    } catch (IOException e) {
      return unfinished(e instanceof SocketException ? Outcome.RESET : Outcome.CLOSED,
          "the connection broke: " + e.getMessage());
    }
  }

  private void transmit(TlsClient client) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(new byte[PIECE]);
    while (client.wants().contains(Want.TRANSMIT)) {
      client.transmit(out.clear());
      socket.getOutputStream().write(out.array(), 0, out.position());
    }
  }

  /** Waits for the next bytes until the time is up, however often some come. */
  private int receive() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    return socket.getInputStream().read(piece);
  }

  private Answer judge(TlsClient client) throws IOException {
    return flight.end() == ServerFlight.End.DONE ? accepted(client) : ended();
  }

  private Answer choice() throws IOException {
    if (flight.hello().isEmpty()) {
      return ended();
    }
    goodbye();
    return answer(Outcome.ANSWERED, List.of(), Optional.empty(), "it chose " + version());
  }

  private String version() {
    return Names.version(flight.version().orElse(0));
  }

  private Answer ended() throws IOException {
    return switch (flight.end()) {
      case HIDDEN -> {
        goodbye();
        yield answer(Outcome.ANSWERED, List.of(), Optional.empty(), "the rest is encrypted: "
            + version());
      }
      case ALERT -> answer(Outcome.ALERT, List.of(), Optional.empty(), "it sent the alert " + alert());
      case NOT_TLS -> answer(
          Outcome.NOT_TLS, List.of(), Optional.empty(), "what it sent is not TLS: " + flight.beginning());
      default -> {
        goodbye();
        yield answer(Outcome.MALFORMED, List.of(), Optional.empty(), "what it sent can't be read");
      }
    };
  }

  private Answer accepted(TlsClient client) throws IOException {
    List<LimitExceeded> exceeded = DeviceLimits.exceeded(settings.profile(), meter.observed());
    Optional<String> distrust = trust.objection(flight.certificates());
    Optional<String> judged = settings.judgesTrust() ? distrust : Optional.empty();
    if (!flight.version().equals(OptionalInt.of(TLS_1_2))) {
      goodbye();
      return answer(Outcome.ANSWERED, exceeded, judged,
          "it chose " + version() + ", which a device that keeps to TLS 1.2 refuses (RFC 8996 §4, §5)");
    }
    if (strangeGroup()) {
      goodbye();
      return answer(Outcome.ANSWERED, exceeded, judged, "not completed: the device does not know the group "
          + Names.group(flight.group().orElseThrow()) + ", which the server chose");
    }
    if (flight.wantsCertificate()) {
      goodbye();
      return answer(Outcome.ANSWERED, exceeded, judged,
          "not completed: it asks for a client certificate, and a probe has none");
    }
    if (distrust.isPresent() || !exceeded.isEmpty()) {
      goodbye();
      return answer(Outcome.ANSWERED, exceeded, judged, "not completed: "
          + exceeded.stream().findFirst().map(LimitExceeded::sentence).or(() -> distrust).orElseThrow());
    }
    try {
      complete(client);
      return answer(Outcome.COMPLETED, exceeded, judged, "completed");
    } catch (TlsAlert e) {
      if (e.direction() == TlsAlert.Direction.SENT) {
        goodbye();
      }
      boolean unable = e.fault().equals(Optional.of(Fault.OFFERED_NOT_IMPLEMENTED));
      return answer(Outcome.ANSWERED, exceeded, judged,
          "not completed: " + (unable ? "this client can't compute what the server chose" : e.sentence()));
    } catch (IOException e) {
      return answer(Outcome.ANSWERED, exceeded, judged, "not completed: " + e.getMessage());
    }
  }

  /** Goes on from the server's flight to both Finished, and says goodbye. */
  private void complete(TlsClient client) throws TlsAlert, IOException {
    client.receive(ByteBuffer.wrap(flight.received()));
    transmit(client);
    while (!client.handshakeCompleted()) {
      int length = receive();
      if (length < 0) {
        throw new IOException("it closed the connection before its Finished");
      }
      meter.received(piece, 0, length);
      client.receive(ByteBuffer.wrap(piece, 0, length));
    }
    client.closeNotify();
    transmit(client);
    leave();
  }

  /** Ends a handshake that is not done; the server may have left already, and then needs no goodbye. */
  private void goodbye() throws IOException {
    socket.getOutputStream().write(CANCELLED);
    leave();
  }

  /** Waits a moment for the server to close as well: a socket that is closed on unread bytes would send a reset. */
  private void leave() throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(GOODBYE_MILLIS);
    long end = System.nanoTime() + GOODBYE_MILLIS * 1_000_000L;
    try {
      while (socket.getInputStream().read(piece) >= 0 && System.nanoTime() < end) {
        continue;
      }
    } catch (IOException enough) {
      return;
    }
  }

  private boolean strangeGroup() {
    return flight.group().stream().anyMatch(groups.negate());
  }

  private String alert() {
    return Names.alert(flight.alert().orElse(0));
  }

  private Answer unfinished(Outcome outcome, String sentence) {
    String warned = flight.alert().isPresent() ? ", after the warning " + alert() : "";
    return answer(outcome, List.of(), Optional.empty(), sentence + warned);
  }

  private Answer answer(Outcome outcome, List<LimitExceeded> exceeded, Optional<String> distrust, String remark) {
    OptionalInt suite =
        flight.hello().map(ServerHello::cipherSuite).map(OptionalInt::of).orElse(OptionalInt.empty());
    return new Answer(
        outcome, flight.alert(), flight.version(), suite, flight.group(), strangeGroup(), flight.scheme(),
        ServerTrust.parsed(flight.certificates()), flight.wantsCertificate(), meter.observed(), exceeded, distrust,
        remark);
  }
}
