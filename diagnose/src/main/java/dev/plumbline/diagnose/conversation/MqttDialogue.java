package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.EnumSet;
import java.util.Set;

/** What both sides' packets of MQTT must be read by: the version that the client asked for. */
final class MqttDialogue {
  /** MQTT 3.1, whose protocol name is MQIsdp. */
  static final int LEVEL_3 = 3;
  /** MQTT 5. */
  static final int LEVEL_5 = 5;

  private int level;
  private final Set<Side> heard = EnumSet.noneOf(Side.class);
  private final Set<Side> lost = EnumSet.noneOf(Side.class);

  void connect(ConnectView connect) {
    level = connect.level() & ConnectView.LEVEL_BITS;
  }

  /** That side has opened the dialogue: the client by CONNECT, readable or not, the server by CONNACK. */
  void opened(Side side) {
    heard.add(side);
  }

  /** Something of that side is missing, which may have been the opening. */
  void lost(Side side) {
    lost.add(side);
  }

  boolean isOpened(Side side) {
    return heard.contains(side);
  }

  /** Whether that side has certainly not opened the dialogue. */
  boolean isUnopened(Side side) {
    return !heard.contains(side) && !lost.contains(side);
  }

  /** Whether packets have MQTT 5's form, which nothing here reads. */
  boolean five() {
    return level == LEVEL_5;
  }
}
