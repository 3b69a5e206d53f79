package dev.plumbline.diagnose.decrypt;

/** The keys of both sides of a connection. */
public final class RecordKeys {
  private final RecordOpener client;
  private final RecordOpener server;

  RecordKeys(RecordOpener client, RecordOpener server) {
    this.client = client;
    this.server = server;
  }

  /** Opens what the client sent. */
  public RecordOpener client() {
    return client;
  }

  /** Opens what the server sent. */
  public RecordOpener server() {
    return server;
  }
}
