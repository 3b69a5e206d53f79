package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** A TLS stack in this JVM, behind {@link SSLEngine}; it answers with what it got. */
public final class EnginePeer implements Peer {
  private final String name;
  private final Supplier<String> version;
  private final Supplier<Optional<String>> impossible;
  private final Abilities abilities;
  private final Stack stack;

  EnginePeer(
      String name,
      Supplier<String> version,
      Supplier<Optional<String>> impossible,
      Abilities abilities,
      Stack stack) {
    this.name = name;
    this.version = version;
    this.impossible = impossible;
    this.abilities = abilities;
    this.stack = stack;
  }

  /** How a stack makes server engines; those of one setup share their session cache. */
  interface Stack {
    Supplier<SSLEngine> engines(ServerSetup setup) throws GeneralSecurityException, IOException;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version.get();
  }

  @Override
  public Abilities abilities() {
    return abilities;
  }

  /** Its library comes with the tests. */
  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Optional<String> impossible() {
    return impossible.get();
  }

  @Override
  public RunningPeer start(ServerSetup setup) throws IOException {
    try {
      return new EngineServer(stack.engines(setup));
    } catch (GeneralSecurityException e) {
      throw new IOException(name + " refuses its setup", e);
    }
  }
}
