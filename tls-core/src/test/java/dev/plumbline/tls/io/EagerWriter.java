package dev.plumbline.tls.io;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A tap that lets another thread send whatever the connection has to send while it is being told what was received,
 * and notes in which order it hears of both.
 */
final class EagerWriter implements Tap {
  private static final long HEAD_START_MILLIS = 300;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch watching = new CountDownLatch(1);
  private volatile TlsConnection connection;

  /** From here on it notes what it hears. */
  void watch(TlsConnection established) {
    connection = established;
    watching.countDown();
  }

  void awaitWatch() throws InterruptedException {
    watching.await();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void sent(byte[] array, int offset, int length) {
    note("sent");
  }

  @Override
  public void received(byte[] array, int offset, int length) {
    if (connection != null) {
      sendAtOnce();
      note("received");
    }
  }

  private void sendAtOnce() {
    Thread writer = new Thread(() -> {
      try {
        connection.endOutput();
      } catch (IOException closed) {
        note("failed");
      }
    });
    writer.setDaemon(true);
    writer.start();
    try {
      writer.join(HEAD_START_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String what) {
    if (connection != null) {
      heard.add(what);
    }
  }

  @Override
  public void sentEnd() {
    // Only records count here.
  }

  @Override
  public void receivedEnd() {
    // Only records count here.
  }

  @Override
  public void receivedReset() {
    note("reset");
  }
}
