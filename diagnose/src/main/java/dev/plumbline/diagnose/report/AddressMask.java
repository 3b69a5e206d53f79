package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.flow.Endpoint;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts addresses that are meant for documentation (RFC 5737, RFC 3849) in the place of a capture's: the same one for
 * the same address, a different one for a different address. Ports stay.
 */
final class AddressMask {
  private static final int[][] NETS = {{192, 0, 2}, {198, 51, 100}, {203, 0, 113}};
  private static final int HOSTS = 254;

  /** What can be an address as {@link InetAddress#getHostAddress} writes it, and not a part of something longer. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![0-9A-Za-z:.])(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7})"
              + "(?![0-9A-Za-z]|\\.[0-9])");

  private final Map<InetAddress, InetAddress> masks = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();

  private AddressMask() {}

  /** For every end of every connection. */
  static AddressMask of(Diagnosis diagnosis) {
    AddressMask mask = new AddressMask();
    for (ConnectionDiagnosis each : diagnosis.connections()) {
      each.conversation().ifPresent(
          conversation -> {
            mask.add(conversation.clientEnd().address());
            mask.add(conversation.serverEnd().address());
          });
    }
    return mask;
  }

  /** How many addresses there are. */
  int size() {
    return masks.size();
  }

  /** The same diagnosis of connections between other addresses. */
  Diagnosis apply(Diagnosis diagnosis) {
    return Redaction.reworded(diagnosis, this::apply, this::apply);
  }

  private String apply(String text) {
    return ADDRESS.matcher(text).replaceAll(found -> words.getOrDefault(found.group(), found.group()));
  }

  private Conversation apply(Conversation seen) {
    return seen.between(apply(seen.clientEnd()), apply(seen.serverEnd()));
  }

  private Endpoint apply(Endpoint end) {
    return new Endpoint(masks.get(end.address()), end.port());
  }

  private void add(InetAddress address) {
    if (!masks.containsKey(address)) {
      InetAddress mask = mask(address, masks.size());
      masks.put(address, mask);
      words.put(address.getHostAddress(), mask.getHostAddress());
    }
  }

  private static InetAddress mask(InetAddress address, int number) {
    byte[] bytes = new byte[address.getAddress().length];
    if (address instanceof Inet4Address) {
      int[] net = NETS[number / HOSTS % NETS.length];
      for (int i = 0; i < net.length; i++) {
        bytes[i] = (byte) net[i];
      }
      bytes[3] = (byte) (number % HOSTS + 1);
    } else {
      System.arraycopy(new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8}, 0, bytes, 0, 4);
      bytes[14] = (byte) (number + 1 >> 8);
      bytes[15] = (byte) (number + 1);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
