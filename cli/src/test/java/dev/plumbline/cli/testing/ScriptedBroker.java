package dev.plumbline.cli.testing;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.MqttReader;
import dev.plumbline.mqtt.PacketType;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker on bare TCP that answers each packet by a script, and remembers what came. */
public final class ScriptedBroker implements AutoCloseable {
  /** What to answer; an empty list for nothing. */
  public interface Script {
    List<MqttPacket> answer(MqttPacket packet) throws IOException;
  }

  public static final ConnAck ACCEPTED = new ConnAck(false, ConnectReturnCode.ACCEPTED);

  private final List<MqttPacket> received = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  public ScriptedBroker(Script script) {
    server = LoopbackServer.tcp(connection -> serve(connection, script));
  }

  private void serve(Socket connection, Script script) throws IOException, MqttException {
    MqttReader reader = new MqttReader(Direction.FROM_CLIENT, 1 << 20);
    ByteBuffer held = ByteBuffer.allocate(1 << 21).limit(0);
    byte[] piece = new byte[65536];
    for (int length = connection.getInputStream().read(piece); length > 0;
        length = connection.getInputStream().read(piece)) {
      held.compact().put(piece, 0, length).flip();
      for (MqttPacket packet = reader.poll(held); packet != null; packet = reader.poll(held)) {
        received.add(packet);
        for (MqttPacket answer : script.answer(packet)) {
          connection.getOutputStream().write(answer.encode());
        }
        if (packet.type() == PacketType.DISCONNECT) {
          return;
        }
      }
    }
  }

  public String port() {
    return String.valueOf(server.port());
  }

  /** Every packet so far, of all connections. */
  public List<MqttPacket> received() {
    return List.copyOf(received);
  }

  public List<PacketType> types() {
    return received.stream().map(MqttPacket::type).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
