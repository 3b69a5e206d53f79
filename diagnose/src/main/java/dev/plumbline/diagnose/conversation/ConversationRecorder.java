package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowSink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public final class ConversationRecorder implements FlowListener {
  private final KeyLog keys;
  private final List<Recording> recordings = new ArrayList<>();

  public ConversationRecorder(KeyLog keys) {
    this.keys = keys;
  }

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    Recording recording = new Recording(stream, client, server, opening, any -> { });
    recordings.add(recording);
    return recording;
  }

  @Override
  public void secrets(byte[] keyLog) {
    keys.add(keyLog);
  }

  @Override
  public void resolved(String name, InetAddress address) {}

  public List<Conversation> conversations() {
    return recordings.stream()
        .sorted(Comparator.comparingInt(Recording::stream))
        .map(recording -> recording.conversation(keys))
        .toList();
  }
}
