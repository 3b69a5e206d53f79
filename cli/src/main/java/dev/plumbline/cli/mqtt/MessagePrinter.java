package dev.plumbline.cli.mqtt;

import dev.plumbline.mqtt.Publish;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Prints messages as mosquitto_sub does: the payload byte for byte, and around it what the format says. Fails when
 * nobody reads any more.
 */
public final class MessagePrinter {
  /** The payload and a line's end. */
  public static final String PAYLOAD = "%p\\n";
  /** What mosquitto_sub -v prints. */
  public static final String TOPIC_AND_PAYLOAD = "%t %v\\n";

  private final OutputStream out;
  private final String format;

  /**
   * A printer for one of mosquitto_sub's formats: {@code %t} topic, {@code %p} payload, {@code %x} payload in
   * hexadecimal, {@code %l} its length, {@code %q} QoS, {@code %r} retained, {@code %m} packet identifier, {@code %%};
   * {@code \n}, {@code \t}, {@code \r}, {@code \0}, {@code \e}, {@code \\}.
   *
   * @throws IllegalArgumentException if there is anything else after a {@code %} or a {@code \}
   */
  public MessagePrinter(OutputStream out, String format) {
    this.out = out;
    this.format = format;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' || c == '\\') {
        i++;
        String known = c == '%' ? "tpxvlqrm%" : "ntr0e\\";
        if (i == format.length() || known.indexOf(format.charAt(i)) < 0) {
          String unknown = format.substring(i - 1, Math.min(i + 1, format.length()));
          throw new IllegalArgumentException("the format has '" + unknown
              + "'; known are %t %p %x %l %q %r %m %% and \\n \\t \\r \\0 \\e \\\\");
        }
      }
    }
  }

  void print(Publish publish) throws IOException {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%') {
        printField(format.charAt(++i), publish);
      } else if (c == '\\') {
        out.write(escaped(format.charAt(++i)));
      } else {
        int end = literalEnd(i);
        text(format.substring(i, end));
        i = end - 1;
      }
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  private int literalEnd(int from) {
    int end = from;
    while (end < format.length() && format.charAt(end) != '%' && format.charAt(end) != '\\') {
      end++;
    }
    return end;
  }

  private void printField(char field, Publish publish) throws IOException {
    switch (field) {
      case 't' -> text(publish.topicName().toString());
      case 'p' -> out.write(publish.payload().toByteArray());
      case 'x' -> text(HexFormat.of().formatHex(publish.payload().toByteArray()));
      case 'v' -> out.write(publish.payload().length() == 0
          ? "(null)".getBytes(StandardCharsets.US_ASCII)
          : publish.payload().toByteArray());
      case 'l' -> text(String.valueOf(publish.payload().length()));
      case 'q' -> text(String.valueOf(publish.qos().number()));
      case 'r' -> text(publish.retain() ? "1" : "0");
      case 'm' -> text(String.valueOf(publish.packetId()));
      default -> out.write(field);
    }
  }

  private static int escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '0' -> 0;
      case 'e' -> 0x1B;
      default -> c;
    };
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
