package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.testing.Broker;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** The servers of the lab. */
final class Servers {
  private Servers() {}

  /** {@code openssl s_server}, which speaks no MQTT; options come last and so override. */
  static LabServer.Start openssl(ServerSetup setup, String... options) {
    return line -> of(Peers.openSsl().start(setup, List.of(options)));
  }

  /** {@code openssl s_server} for every suite that OpenSSL has. */
  static LabServer.Start openssl(IssuedCertificate identity, String... options) {
    return line -> {
      String[] all = new String[options.length + 2];
      all[0] = "-cipher";
      all[1] = "ALL:@SECLEVEL=0";
      System.arraycopy(options, 0, all, 2, options.length);
      return of(Peers.openSsl().start(ServerSetup.with(identity), List.of(all)));
    };
  }

  /** A server of some stack. */
  static LabServer.Start of(Peer peer, ServerSetup setup) {
    return line -> of(peer.start(setup));
  }

  /** A mosquitto with this certificate and these lines in its configuration; without one, without TLS. */
  static LabServer.Start mosquitto(IssuedCertificate identity, String... lines) {
    return line -> {
      int port = Programs.freePort();
      StringBuilder text = new StringBuilder("user root\nallow_anonymous ")
          .append(Arrays.stream(lines).noneMatch(each -> each.startsWith("password_file")))
          .append("\nlistener ").append(port).append(" 127.0.0.1\n");
      if (identity != null) {
        identity.writeTo(line.directory(), "broker");
        text.append("certfile ").append(line.directory().resolve("broker-chain.pem"))
            .append("\nkeyfile ").append(line.directory().resolve("broker.key")).append('\n');
      }
      List.of(lines).forEach(each -> text.append(each.replace("DIR", line.directory().toString())).append('\n'));
      String file = line.file("mosquitto.conf", text.toString());
      Process process = Programs.serve(line.directory(), List.of("mosquitto", "-c", file), port);
      return server(port, process::destroyForcibly);
    };
  }

  /** JSSE, and a script for what comes over TLS. */
  static LabServer.Start jsse(
      IssuedCertificate identity, Consumer<SSLServerSocket> settings, Broker.Script script) {
    return jsse(JsseServer.context(null, identity), settings, script);
  }

  static LabServer.Start jsse(SSLContext context, Consumer<SSLServerSocket> settings, Broker.Script script) {
    return line -> {
      SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory()
          .createServerSocket(0, 20, InetAddress.getByName("127.0.0.1"));
      settings.accept(socket);
      return of(Broker.on(socket, script));
    };
  }

  /** No TLS at all. */
  static LabServer.Start plain(Broker.Script script) {
    return line -> of(Broker.that(script));
  }

  /** A server that follows a script of TLS messages, and a way to end. */
  static LabServer.Start scripted(ServerScript script) {
    return line -> of(Broker.that(socket -> converse(script.server(), socket)));
  }

  private static void converse(ScriptedServer server, Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      byte[] answer = server.exchange(Arrays.copyOf(buffer, read));
      if (answer.length > 0) {
        socket.getOutputStream().write(answer);
      }
    }
  }

  private static LabServer of(RunningPeer peer) {
    return server(peer.port(), peer::close);
  }

  private static LabServer of(Broker broker) {
    return server(broker.port(), () -> {
      try {
        broker.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static LabServer server(int port, Runnable end) {
    return new LabServer() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }
}
