package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.mqtt.ConnectionEndedException.How;
import dev.plumbline.cli.net.Connections;
import dev.plumbline.cli.net.Watchdog;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.session.MqttClientSession.Phase;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Runs one session over one connection until either ends: moves bytes both ways, keeps time, lets the application
 * proceed. Memory is bounded: a few pieces of input, one buffer of output, and what the session itself allows.
 *
 * <p>One thread does everything but reading. {@link #stop} may be called from any thread.
 */
public final class MqttDriver {
  private static final int OUTPUT = 16384;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final MqttClientSession session;
  private final Transport transport;
  private final Bell bell;
  private final Duration stall;
  private final ByteBuffer output = ByteBuffer.allocate(OUTPUT);
  private final Watchdog watchdog;
  private volatile boolean stopped;

  /**
   * @param bell rung by whoever has something for the application to proceed with
   * @param stall how long a server may refuse to take what we send
   */
  public MqttDriver(MqttClientSession session, Transport transport, Bell bell, Duration stall) {
    this.session = session;
    this.transport = transport;
    this.bell = bell;
    this.stall = stall;
    this.watchdog = new Watchdog(transport.wire());
  }

  /** Leaves in good order as soon as possible. */
  public void stop() {
    stopped = true;
    bell.ring();
  }

  /**
   * Returns when the session was closed in good order, by the application or by {@link #stop}.
   *
   * @throws CommandFailure as the application throws it
   * @throws MqttException if the server breaks MQTT's rules or owes an answer for too long
   * @throws IOException if the connection fails, or its end comes unasked
   */
  public void run(Application application) throws CommandFailure, MqttException, IOException {
    Incoming incoming = new Incoming(transport.in(), bell);
    try {
      while (session.phase() != Phase.CLOSED) {
        step(application, incoming);
      }
      tell(application);
      awaitEnd(incoming);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      session.close();
      hangUp();
      incoming.stop();
    }
  }

  private void step(Application application, Incoming incoming)
      throws CommandFailure, MqttException, IOException, InterruptedException {
    boolean moved = receive(application, incoming);
    if (session.phase() == Phase.CONNECTED) {
      application.proceed(session, System.nanoTime());
    }
    if (stopped) {
      session.disconnect();
    }
    moved |= transmit();
    if (!moved && session.phase() != Phase.CLOSED) {
      long now = System.nanoTime();
      bell.await(Math.min(session.nanosToDeadline(now), application.nanosToDeadline(now)));
      session.tick(System.nanoTime());
    }
  }

  /**
   * Lets the server close the connection, as MQTT 3.1.1 §3.14.4 wants it to: closing it here while something is still
   * unread would reset it, and the server might lose what was sent last.
   */
  private void awaitEnd(Incoming incoming) throws InterruptedException {
    long until = System.nanoTime() + FAREWELL.toNanos();
    Incoming.Piece piece = incoming.poll();
    while ((piece == null || !piece.isEnd()) && System.nanoTime() < until) {
      if (piece == null) {
        bell.await(until - System.nanoTime());
      }
      piece = incoming.poll();
    }
  }

  private boolean receive(Application application, Incoming incoming)
      throws CommandFailure, MqttException, IOException {
    Incoming.Piece piece = incoming.poll();
    if (piece == null) {
      tell(application);
      return false;
    }
    if (piece.isEnd()) {
      session.close();
      throw piece.failure() == null ? new ConnectionEndedException(How.CLOSED_BY_SERVER) : piece.failure();
    }
    try {
      session.receive(piece.bytes(), System.nanoTime());
    } finally {
      tell(application);
    }
    return true;
  }

  private void tell(Application application) throws CommandFailure {
    SessionEvent event = session.poll();
    while (event != null) {
      application.on(event, session);
      event = session.poll();
    }
  }

  private boolean transmit() throws IOException {
    int length = session.transmit(output, System.nanoTime());
    if (length == 0) {
      return false;
    }
    watchdog.arm(stall);
    try {
      transport.out().write(output.array(), 0, length);
      transport.out().flush();
    } catch (IOException e) {
      throw watchdog.expired() ? new ConnectionEndedException(How.STALLED) : e;
    }
    watchdog.disarm();
    output.clear();
    return true;
  }

  private void hangUp() {
    watchdog.arm(FAREWELL);
    Connections.abandon(transport.connection());
    watchdog.close();
    Connections.abandon(transport.wire());
  }
}
