package dev.plumbline.cli.capture;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.rule.Surroundings;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which connections of a capture the user means.
 *
 * @param port of the server
 * @param host an address of either end, or a name whose addresses the capture shows
 * @param stream the number of one connection
 */
public record Selection(Optional<Integer> port, Optional<String> host, Optional<Integer> stream) {
  private static final int LARGEST_PORT = 65535;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%a-z]*");

  /** What the options say, which are null where they were not given. */
  public static Selection asked(Integer port, String host, Integer stream) throws CommandFailure {
    if (port != null && (port < 1 || port > LARGEST_PORT)) {
      throw CommandFailure.usage("a port is 1 to " + LARGEST_PORT + ", not " + port);
    }
    if (stream != null && stream < 0) {
      throw CommandFailure.usage("--stream is the number of a connection, 0 or more, not " + stream);
    }
    return new Selection(Optional.ofNullable(port), Optional.ofNullable(host), Optional.ofNullable(stream));
  }

  /** Whether {@code --host} is a name, which is then also what the device means to reach. */
  public boolean hostIsName() {
    return host.filter(one -> !ADDRESS.matcher(one).matches()).isPresent();
  }

  /** Those that are meant, in their order. */
  public List<Conversation> of(Surroundings capture) {
    Set<InetAddress> addresses = host.isPresent() && hostIsName() ? addresses(capture) : Set.of();
    return capture.conversations().stream()
        .filter(each -> stream.isEmpty() || each.stream() == stream.get())
        .filter(each -> port.isEmpty() || each.serverEnd().port() == port.get())
        .filter(each -> host.isEmpty() || isMeant(each, addresses))
        .toList();
  }

  /** Whether the capture shows where the name of {@code --host} is. */
  public boolean isKnown(Surroundings capture) {
    return !addresses(capture).isEmpty();
  }

  private boolean isMeant(Conversation conversation, Set<InetAddress> addresses) {
    if (hostIsName()) {
      // A name that the capture does not resolve tells nothing about addresses.
      return addresses.isEmpty() || addresses.contains(conversation.serverEnd().address());
    }
    String wanted = plain(host.orElseThrow());
    return plain(conversation.serverEnd().address().getHostAddress()).equals(wanted)
        || plain(conversation.clientEnd().address().getHostAddress()).equals(wanted);
  }

  private static String plain(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (!lower.contains(":")) {
      return lower;
    }
    try {
      // A literal is not looked up.
      return InetAddress.getByName(lower.replaceAll("%.*", "")).getHostAddress();
    } catch (java.net.UnknownHostException e) {
      return lower;
    }
  }

  /** Where the capture shows the name to be: by its own look-ups, and by connections that ask for it. */
  private Set<InetAddress> addresses(Surroundings capture) {
    String name = host.orElseThrow();
    Set<InetAddress> addresses = new HashSet<>();
    for (Map.Entry<String, Set<InetAddress>> entry : capture.resolved().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        addresses.addAll(entry.getValue());
      }
    }
    for (Conversation each : capture.conversations()) {
      each.clientHello().flatMap(ClientHelloView::serverName).filter(name::equalsIgnoreCase)
          .ifPresent(same -> addresses.add(each.serverEnd().address()));
    }
    return addresses;
  }
}
