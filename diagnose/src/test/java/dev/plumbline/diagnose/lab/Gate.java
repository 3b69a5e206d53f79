package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.testing.Broker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A front that looks at the ClientHello, and lets a client through to the server behind it or refuses it. */
final class Gate {
  static final byte[] SILENTLY = {};

  private Gate() {}

  /** A fatal alert as a record. */
  static byte[] alert(int description) {
    return new byte[] {21, 3, 3, 0, 2, 2, (byte) description};
  }

  /**
   * A server behind a gate.
   *
   * @param enters whether a hello, as a record, is let through
   * @param refusal what is sent before the connection is closed to others
   */
  static LabServer.Start before(LabServer.Start inner, Predicate<byte[]> enters, byte[] refusal) {
    return line -> {
      LabServer server = inner.on(line);
      Broker broker = Broker.that(socket -> {
        byte[] hello = record(socket.getInputStream());
        if (!enters.test(hello)) {
          socket.getOutputStream().write(refusal);
          return;
        }
        try (Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
          behind.getOutputStream().write(hello);
          Thread back = new Thread(() -> copy(behind, socket));
          back.setDaemon(true);
          back.start();
          copy(socket, behind);
          back.join(1000);
        }
      });
      return new LabServer() {
        @Override
        public int port() {
          return broker.port();
        }

        @Override
        public void close() {
          try {
            broker.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            server.close();
          }
        }
      };
    };
  }

  /** Whether a hello carries this name. */
  static Predicate<byte[]> naming(String name) {
    return hello -> new String(hello, StandardCharsets.ISO_8859_1).contains(name);
  }

  private static byte[] record(InputStream in) throws IOException {
    byte[] header = in.readNBytes(5);
    byte[] body = in.readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
    return Clients.join(header, body);
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException over) {
      // The other direction sees it.
    }
  }
}
