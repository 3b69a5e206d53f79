package dev.plumbline.diagnose.probe;

import java.io.IOException;
import java.net.Socket;

/** Connects to the server that is probed; each call makes a connection of its own. */
@FunctionalInterface
public interface Caller {

  /** @throws IOException if the server can't be reached; its message says why, for people */
  Socket call() throws IOException;
}
