package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.testing.Broker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Packets of MQTT 3.1.1 as bytes, right and wrong, and brokers that answer them in their own way. */
final class Mqtt {
  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int PING = 12;
  private static final int DISCONNECT = 14;

  private Mqtt() {}

  /** A CONNECT with these flags and fields; each field is a string of two bytes' length. */
  static byte[] connect(int flags, byte[]... fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, bytes("MQTT"));
    body.write(4);
    body.write(flags);
    body.write(0);
    body.write(60);
    for (byte[] field : fields) {
      string(body, field);
    }
    return packet(0x10, body.toByteArray());
  }

  static byte[] connect(String clientId) {
    return connect(0x02, bytes(clientId));
  }

  static byte[] connect(String clientId, String user, String password) {
    return connect(0xC2, bytes(clientId), bytes(user), bytes(password));
  }

  static byte[] subscribe(int firstByte) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(0);
    body.write(1);
    string(body, bytes("lab/#"));
    body.write(0);
    return packet(firstByte, body.toByteArray());
  }

  static byte[] publish(String topic) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, bytes(topic));
    body.writeBytes(bytes("21.5"));
    return packet(0x30, body.toByteArray());
  }

  static byte[] disconnect() {
    return new byte[] {(byte) 0xE0, 0};
  }

  static byte[] packet(int firstByte, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(firstByte);
    int length = body.length;
    do {
      int digit = length % 128;
      length /= 128;
      out.write(length > 0 ? digit | 0x80 : digit);
    } while (length > 0);
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, byte[] text) {
    out.write(text.length >> 8);
    out.write(text.length);
    out.writeBytes(text);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A broker that accepts everybody, and answers as far as a client waits for it. */
  static Broker.Script broker() {
    return socket -> {
      for (byte[] packet = read(socket); packet != null; packet = read(socket)) {
        byte[] answer = switch ((packet[0] & 0xff) >> 4) {
          case CONNECT -> new byte[] {0x20, 2, 0, 0};
          case SUBSCRIBE -> new byte[] {(byte) 0x90, 3, 0, 1, 0};
          case PING -> new byte[] {(byte) 0xD0, 0};
          case PUBLISH -> new byte[0];
          case DISCONNECT -> null;
          default -> new byte[0];
        };
        if (answer == null) {
          return;
        }
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
      }
    };
  }

  /** A broker that refuses with a return code. */
  static Broker.Script refusing(int code) {
    return socket -> {
      read(socket);
      socket.getOutputStream().write(new byte[] {0x20, 2, 0, (byte) code});
      socket.getOutputStream().flush();
    };
  }

  /** A broker that closes when it has seen CONNECT. */
  static Broker.Script closing() {
    return Mqtt::read;
  }

  /** What speaks HTTP and is annoyed. */
  static Broker.Script web() {
    return socket -> {
      socket.getInputStream().read(new byte[1024]);
      socket.getOutputStream().write(bytes("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\n"
          + "Content-Length: 26\r\nConnection: close\r\n\r\n<html>Bad Request</html>\r\n"));
      socket.getOutputStream().flush();
    };
  }

  /** One packet; null at the end. */
  static byte[] read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    int first = in.read();
    if (first < 0) {
      return null;
    }
    int length = 0;
    int shift = 0;
    int digit;
    do {
      digit = in.read();
      length |= (digit & 0x7f) << shift;
      shift += 7;
    } while (digit >= 0x80 && shift < 28);
    byte[] body = in.readNBytes(length);
    return packet(first, body);
  }
}
