package dev.plumbline.diagnose.conversation;

/** What both sides' packets of MQTT must be read by: the version that the client asked for. */
final class MqttDialogue {
  /** MQTT 3.1, whose protocol name is MQIsdp. */
  static final int LEVEL_3 = 3;
  /** MQTT 5. */
  static final int LEVEL_5 = 5;

  private int level;

  void connect(ConnectView connect) {
    level = connect.level() & ConnectView.LEVEL_BITS;
  }

  /** Whether packets have MQTT 5's form, which nothing here reads. */
  boolean five() {
    return level == LEVEL_5;
  }
}
