package dev.plumbline.cli.output;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a list of steps of what a handshake traces: one for each message, with what was decided about it. Tells each
 * step when it is complete, which is when the next one begins. Wants no secret. Thread-safe.
 */
public final class HandshakeSteps implements TraceSink {
  /** Who sent a message. */
  public enum Direction {
    SENT,
    RECEIVED
  }

  /** What was decided, and by which clause. */
  public record Decision(Clause clause, String sentence) {}

  /**
   * A message and what it led to.
   *
   * @param message its name in the RFC
   * @param bytes its length, its header included; 0 if it did not come, or never went out
   */
  public record Step(String message, Direction direction, int bytes, List<Decision> decisions) {
    public Step {
      decisions = List.copyOf(decisions);
    }
  }

  private record Message(String name, Direction direction) {}

  private static final Map<TracePoint, Message> MESSAGES = new EnumMap<>(Map.ofEntries(
      sent(TracePoint.CLIENT_HELLO, "ClientHello"),
      received(TracePoint.HELLO_REQUEST, "HelloRequest"),
      received(TracePoint.SERVER_HELLO, "ServerHello"),
      received(TracePoint.CERTIFICATE, "Certificate"),
      received(TracePoint.CERTIFICATE_STATUS, "CertificateStatus"),
      received(TracePoint.SERVER_KEY_EXCHANGE, "ServerKeyExchange"),
      received(TracePoint.CERTIFICATE_REQUEST, "CertificateRequest"),
      received(TracePoint.SERVER_HELLO_DONE, "ServerHelloDone"),
      sent(TracePoint.CLIENT_CERTIFICATE, "Certificate"),
      sent(TracePoint.CLIENT_KEY_EXCHANGE, "ClientKeyExchange"),
      sent(TracePoint.CERTIFICATE_VERIFY, "CertificateVerify"),
      sent(TracePoint.CLIENT_CHANGE_CIPHER_SPEC, "ChangeCipherSpec"),
      sent(TracePoint.CLIENT_FINISHED, "Finished"),
      received(TracePoint.NEW_SESSION_TICKET, "NewSessionTicket"),
      received(TracePoint.SERVER_CHANGE_CIPHER_SPEC, "ChangeCipherSpec"),
      received(TracePoint.SERVER_FINISHED, "Finished"),
      sent(TracePoint.ALERT_SENT, "Alert"),
      received(TracePoint.ALERT_RECEIVED, "Alert")));

  private static final int ALERT_LENGTH = 2;

  private final Consumer<Step> listener;
  private final List<Step> steps = new ArrayList<>();
  private TracePoint current;
  private int bytes;
  private List<Decision> decisions = new ArrayList<>();
  private boolean finished;

  /** @param listener told of each step that is complete */
  public HandshakeSteps(Consumer<Step> listener) {
    this.listener = listener;
  }

  @Override
  public synchronized boolean wants(TracePoint point) {
    return !finished && !point.secret() && point != TracePoint.RECORD_SENT && point != TracePoint.RECORD_RECEIVED;
  }

  @Override
  public synchronized void bytes(TracePoint point, byte[] array, int offset, int length) {
    if (!finished && MESSAGES.containsKey(point)) {
      begin(point, bytes > 0);
      bytes = length;
      if ((point == TracePoint.ALERT_SENT || point == TracePoint.ALERT_RECEIVED) && length == ALERT_LENGTH) {
        decisions.add(new Decision(Clause.rfc(5246, "7.2"), alert(array[offset], array[offset + 1])));
      }
    }
  }

  private static String alert(int level, int description) {
    return AlertLevel.of(level).map(AlertLevel::rfcName).orElse("level " + level) + ": "
        + AlertDescription.of(description & 0xFF).map(AlertDescription::rfcName).orElse("unknown") + " ("
        + (description & 0xFF) + ")";
  }

  @Override
  public void opaque(TracePoint point, String why) {
    // A secret that the engine keeps: nothing that a step tells.
  }

  @Override
  public synchronized void decision(TracePoint point, Clause clause, String sentence) {
    if (finished) {
      return;
    }
    if (MESSAGES.containsKey(point)) {
      begin(point, false);
    }
    decisions.add(new Decision(clause, sentence));
  }

  /** A message may be decided about before its bytes are known, and afterwards; both belong to one step. */
  private void begin(TracePoint point, boolean anotherOfTheSame) {
    if (point != current || anotherOfTheSame) {
      complete();
      current = point;
    }
  }

  private void complete() {
    if (current != null) {
      Message message = MESSAGES.get(current);
      Step step = new Step(message.name(), message.direction(), bytes, decisions);
      steps.add(step);
      listener.accept(step);
      decisions = new ArrayList<>();
    }
    current = null;
    bytes = 0;
  }

  /** All steps; the handshake is over, one way or the other, and what the connection traces later is not part of it. */
  public synchronized List<Step> finish() {
    complete();
    finished = true;
    return List.copyOf(steps);
  }

  private static Map.Entry<TracePoint, Message> sent(TracePoint point, String name) {
    return Map.entry(point, new Message(name, Direction.SENT));
  }

  private static Map.Entry<TracePoint, Message> received(TracePoint point, String name) {
    return Map.entry(point, new Message(name, Direction.RECEIVED));
  }
}
