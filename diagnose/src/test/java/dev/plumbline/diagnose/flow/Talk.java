package dev.plumbline.diagnose.flow;

import java.nio.charset.StandardCharsets;

/** Segments between two ends, written down as a test wants them. Numbers are relative to each end's first one. */
final class Talk {
  static final int CLIENT_PORT = 50_123;
  static final int SERVER_PORT = 8883;

  final Told told = new Told();
  final FlowAssembler flows;
  int clientIsn = 1000;
  int serverIsn = 900_000;
  int clientPort = CLIENT_PORT;
  int serverPort = SERVER_PORT;
  long nanos;
  private long frame;

  Talk() {
    flows = new FlowAssembler(told);
  }

  Talk(FlowLimits limits) {
    flows = new FlowAssembler(told, limits);
  }

  /** Segment of the client. */
  Talk client(int flags, int sequence, int acknowledged, String payload) {
    return segment(true, flags, sequence, acknowledged, payload, payload.length());
  }

  Talk server(int flags, int sequence, int acknowledged, String payload) {
    return segment(false, flags, sequence, acknowledged, payload, payload.length());
  }

  Talk segment(boolean fromClient, int flags, int sequence, int acknowledged, String payload, int length) {
    Segment segment = new Segment();
    nanos += 1_000_000;
    segment.frame(++frame, nanos);
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    segment.payload(bytes, 0, bytes.length, length, 54);
    if (fromClient) {
      segment.addresses4(0x0A000001, 0xC0000207);
      segment.header(clientPort, serverPort, clientIsn + sequence, serverIsn + acknowledged, flags);
    } else {
      segment.addresses4(0xC0000207, 0x0A000001);
      segment.header(serverPort, clientPort, serverIsn + sequence, clientIsn + acknowledged, flags);
    }
    flows.segment(segment);
    return this;
  }

  /** The three packets that open a connection. */
  Talk opened() {
    client(Segment.SYN, 0, 0, "");
    server(Segment.SYN | Segment.ACK, 0, 1, "");
    return client(Segment.ACK, 1, 1, "");
  }

  Told.Flow finish() {
    flows.finish();
    return told.only();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
