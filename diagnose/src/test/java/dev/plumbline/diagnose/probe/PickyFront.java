package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.testing.Broker;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.WireReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** Stands before servers as a cloud's front end does: looks at the ClientHello, and then passes it on or refuses it. */
final class PickyFront implements AutoCloseable {
  /** Instead of a port: the alert with this number, as a negative one; or nothing but the end. */
  static final int CLOSE = 0;

  private final Broker broker;
  private final List<ClientHello> hellos = new CopyOnWriteArrayList<>();
  private final ToIntFunction<ClientHello> choice;

  /** @param choice the port of the server to pass a hello on to; or {@link #CLOSE}; or {@code -alert} */
  PickyFront(ToIntFunction<ClientHello> choice) throws IOException {
    this.choice = choice;
    this.broker = Broker.that(this::serve);
  }

  int port() {
    return broker.port();
  }

  List<ClientHello> hellos() {
    return hellos;
  }

  static boolean has(ClientHello hello, int extension) {
    return hello.extensions().stream().anyMatch(each -> each.type() == extension);
  }

  private void serve(Socket client) throws IOException, TlsAlert {
    DataInputStream in = new DataInputStream(client.getInputStream());
    byte[] header = in.readNBytes(5);
    byte[] record = in.readNBytes((header[3] & 0xFF) << 8 | header[4] & 0xFF);
    ClientHello hello = ClientHello.read(new WireReader("ClientHello", record, 4, record.length - 4));
    hellos.add(hello);
    int chosen = choice.applyAsInt(hello);
    if (chosen < 0) {
      client.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) -chosen});
    } else if (chosen != CLOSE) {
      try (Socket server = new Socket(InetAddress.getByName("127.0.0.1"), chosen)) {
        server.getOutputStream().write(header);
        server.getOutputStream().write(record);
        Thread back = new Thread(() -> pump(server, client));
        back.start();
        pump(client, server);
        join(back);
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException over) {
      return;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
