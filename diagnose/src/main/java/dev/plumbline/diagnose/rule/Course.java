package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.EnumSet;
import java.util.Set;

/**
 * How far a connection came: the last message that went well in each direction, which a vendor's code never tells
 * (evidence rule 1).
 */
final class Course {
  private static final int TLS_1_3 = 0x0304;

  private final Set<Stage> reached = EnumSet.noneOf(Stage.class);
  private boolean clientFinished;
  private boolean serverFinished;
  private boolean clientChanged;
  private boolean serverChanged;
  private int applicationRecordsOfClient;
  private int applicationRecordsOfServer;

  Course(Conversation conversation) {
    conversation.events().forEach(this::see);
    boolean tls13 = conversation.serverHello().map(ServerHelloView::version).filter(v -> v >= TLS_1_3).isPresent();
    if (tls13) {
      // TLS 1.3 hides its Finished: the client's first hidden flight after the server's is it.
      clientFinished = conversation.all(Event.HiddenHandshake.class, Side.CLIENT).findAny().isPresent();
      serverFinished = conversation.all(Event.HiddenHandshake.class, Side.SERVER).findAny().isPresent();
    }
    if (clientFinished) {
      reached.add(Stage.CLIENT_FINISHED);
    }
    if (completed()) {
      reached.add(Stage.ESTABLISHED);
    }
    seeTraffic(conversation);
  }

  private void see(Event event) {
    if (event instanceof Event.Tcp tcp) {
      seeSignal(tcp.signal());
    } else if (event instanceof Event.Handshake message) {
      seeMessage(message);
    } else if (event instanceof Event.HiddenHandshake hidden) {
      clientFinished |= hidden.from() == Side.CLIENT && clientChanged;
      serverFinished |= hidden.from() == Side.SERVER && serverChanged;
    } else if (event instanceof Event.ChangeCipherSpec change) {
      clientChanged |= change.from() == Side.CLIENT;
      serverChanged |= change.from() == Side.SERVER;
    } else if (event instanceof Event.ApplicationData data) {
      applicationRecordsOfClient += data.from() == Side.CLIENT ? 1 : 0;
      applicationRecordsOfServer += data.from() == Side.SERVER ? 1 : 0;
    }
  }

  private void seeSignal(TcpSignal signal) {
    switch (signal) {
      case SYN, SYN_ACK -> reached.add(Stage.TCP);
      case OPEN -> reached.add(Stage.BEFORE_CLIENT_HELLO);
      default -> { }
    }
  }

  private void seeMessage(Event.Handshake message) {
    boolean client = message.from() == Side.CLIENT;
    if (!message.complete()) {
      return;
    }
    switch (message.type()) {
      case 1 -> reached.add(Stage.CLIENT_HELLO);
      case 2 -> reached.add(Stage.SERVER_HELLO);
      case 11 -> reached.add(client ? Stage.CLIENT_CERTIFICATE : Stage.CERTIFICATE);
      case 12 -> reached.add(Stage.SERVER_KEY_EXCHANGE);
      case 14 -> reached.add(Stage.SERVER_HELLO_DONE);
      case 15 -> reached.add(client ? Stage.CERTIFICATE_VERIFY : Stage.CERTIFICATE);
      case 16 -> reached.add(Stage.CLIENT_KEY_EXCHANGE);
      case 20 -> {
        clientFinished |= client;
        serverFinished |= !client;
      }
      default -> { }
    }
  }

  private void seeTraffic(Conversation conversation) {
    // In TLS 1.3 a server's first application data are tickets, which answer nothing.
    boolean lost = conversation.all(Event.Missing.class, Side.CLIENT).findAny().isPresent();
    if (completed() && (applicationRecordsOfClient > 0 || lost)) {
      reached.add(Stage.CONNECT);
      if (applicationRecordsOfServer > 0) {
        reached.add(Stage.CONNACK);
      }
      if (applicationRecordsOfServer > 0 && applicationRecordsOfClient > 1) {
        reached.add(Stage.SESSION);
      }
    }
    conversation.all(Event.Mqtt.class).forEach(packet -> {
      if (packet.from() == Side.CLIENT) {
        reached.add(packet.type() == 1 ? Stage.CONNECT : Stage.SESSION);
      } else if (packet.type() == 2) {
        reached.add(Stage.CONNACK);
      }
    });
  }

  boolean reached(Stage stage) {
    return reached.contains(stage);
  }

  /** Both have sent Finished. */
  boolean completed() {
    return clientFinished && serverFinished;
  }

  /** The client's part of the handshake is out, whatever the server made of it. */
  boolean clientFinished() {
    return clientFinished;
  }

  boolean serverChanged() {
    return serverChanged;
  }

  /** The last stage reached. */
  Stage stage() {
    Stage last = Stage.NOTHING;
    for (Stage stage : reached) {
      last = stage.compareTo(last) > 0 ? stage : last;
    }
    return last;
  }

  int applicationRecords(Side side) {
    return side == Side.CLIENT ? applicationRecordsOfClient : applicationRecordsOfServer;
  }
}
