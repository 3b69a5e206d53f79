package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** A server that is another program, with its files and the way to it. */
final class RunningProcess implements RunningPeer {
  private final IntFunction<List<Exchange>> exchanges;
  private final Scratch scratch;
  private ServerProcess process;
  private Relay relay;
  private int port;

  private RunningProcess(IntFunction<List<Exchange>> exchanges) throws IOException {
    this.exchanges = exchanges;
    this.scratch = Scratch.create();
  }

  /** Writes the program's files and starts it. */
  interface Launch {
    void of(RunningProcess server) throws IOException;
  }

  static RunningProcess start(IntFunction<List<Exchange>> exchanges, Launch launch) throws IOException {
    RunningProcess server = new RunningProcess(exchanges);
    try {
      launch.of(server);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** For the program's files, and where it runs. */
  Scratch scratch() {
    return scratch;
  }

  /** A program that listens on a port of 127.0.0.1 of its own choice: the first group of what it prints then. */
  void onLoopback(List<String> command, Pattern listens) throws IOException {
    process = ServerProcess.start(scratch.path(), command);
    port = Integer.parseInt(process.await(listens).group(1));
  }

  /** A program that is told its port. */
  void onLoopback(int chosenPort, List<String> command, Pattern listens) throws IOException {
    process = ServerProcess.start(scratch.path(), command);
    process.await(listens);
    port = chosenPort;
  }

  /** A program that listens on {@link Namespace#PORT} of every interface. */
  void inNamespace(List<String> command, Pattern listens) throws IOException {
    process = Namespace.start(scratch, command);
    process.await(listens);
    relay = Namespace.enter(scratch, process);
    port = relay.port();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String log() {
    return process.log();
  }

  @Override
  public List<Exchange> exchanges(int round) {
    return exchanges.apply(round);
  }

  @Override
  public void close() {
    if (relay != null) {
      relay.close();
    }
    if (process != null) {
      process.close();
    }
    scratch.close();
  }
}
