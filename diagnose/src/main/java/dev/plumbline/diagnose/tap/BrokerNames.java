package dev.plumbline.diagnose.tap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks up the one name that a tap needs, on a thread of its own, because a look-up may take its time. Whoever asks
 * while one is on its way shares its answer. Used by the tap's thread.
 */
final class BrokerNames {
  private final String host;
  private final Hub hub;
  private final List<Consumer<Optional<List<InetAddress>>>> waiting = new ArrayList<>();

  BrokerNames(String host, Hub hub) {
    this.host = host;
    this.hub = hub;
  }

  /**
   * Asks for the addresses of the host, as they are now.
   *
   * @param answer is told on the tap's thread; empty if the name is not known
   */
  void lookUp(Consumer<Optional<List<InetAddress>>> answer) {
    waiting.add(answer);
    if (waiting.size() == 1) {
      Thread thread = new Thread(this::ask, "tap-look-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void ask() {
    Optional<List<InetAddress>> found = addresses();
    hub.later(() -> answer(found));
  }

  private Optional<List<InetAddress>> addresses() {
    try {
      return Optional.of(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    }
  }

  private void answer(Optional<List<InetAddress>> found) {
    List<Consumer<Optional<List<InetAddress>>>> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(one -> one.accept(found));
  }
}
