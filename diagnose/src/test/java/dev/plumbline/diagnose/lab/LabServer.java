package dev.plumbline.diagnose.lab;

/** A server that accepts connections on 127.0.0.1. */
interface LabServer extends AutoCloseable {
  int port();

  @Override
  void close();

  /** Starts one. */
  interface Start {
    LabServer on(Line line) throws Exception;
  }
}
