package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Subscribes, prints what comes, and leaves after enough messages, enough time, or when nobody reads what it prints.
 */
public final class Subscriber implements Application {
  private final List<Subscription> subscriptions;
  private final MessagePrinter printer;
  private final PrintStream log;
  private final long wanted;
  private final Duration atMost;
  private boolean connected;
  private boolean done;
  private boolean timedOut;
  private long connectedAt;
  private long printed;

  /**
   * @param wanted how many messages are enough; 0 for no end
   * @param atMost how long after the connection to leave; zero for no end
   */
  public Subscriber(
      List<Subscription> subscriptions, MessagePrinter printer, PrintStream log, long wanted, Duration atMost) {
    this.subscriptions = subscriptions;
    this.printer = printer;
    this.log = log;
    this.wanted = wanted;
    this.atMost = atMost;
  }

  /** Whether it left because the time was up. */
  public boolean timedOut() {
    return timedOut;
  }

  @Override
  public void on(SessionEvent event, MqttClientSession session) throws CommandFailure {
    if (event instanceof SessionEvent.Refused refused) {
      throw Refusals.of(refused.returnCode());
    }
    if (event instanceof SessionEvent.Connected) {
      connected = true;
      connectedAt = System.nanoTime();
      session.subscribe(subscriptions);
    } else if (event instanceof SessionEvent.Subscribed subscribed) {
      requireGranted(subscribed);
    } else if (event instanceof SessionEvent.MessageReceived message && !done) {
      print(message.publish(), session);
    }
  }

  private void requireGranted(SessionEvent.Subscribed subscribed) throws CommandFailure {
    if (subscribed.returnCodes().stream().allMatch(SubAckReturnCode.FAILURE::equals)) {
      throw CommandFailure.failed(
          "the broker refused the subscription; check the topic, and what the broker allows this client", null);
    }
    for (int i = 0; i < subscribed.requested().size(); i++) {
      if (subscribed.returnCodes().get(i) == SubAckReturnCode.FAILURE) {
        log.println("plumbline: the broker refused the subscription to "
            + subscribed.requested().get(i).topicFilter() + "; the others stand");
      }
    }
  }

  private void print(Publish publish, MqttClientSession session) {
    try {
      printer.print(publish);
      printed++;
      done = printed == wanted;
    } catch (IOException nobodyReads) {
      done = true;
    }
    if (done) {
      session.disconnect();
    }
  }

  @Override
  public void proceed(MqttClientSession session, long now) {
    try {
      printer.flush();
    } catch (IOException nobodyReads) {
      done = true;
      session.disconnect();
    }
    if (!done && nanosToDeadline(now) == 0) {
      timedOut = true;
      session.disconnect();
    }
  }

  @Override
  public long nanosToDeadline(long now) {
    if (!connected || atMost.isZero()) {
      return Long.MAX_VALUE;
    }
    return Math.max(0, atMost.toNanos() - (now - connectedAt));
  }
}
