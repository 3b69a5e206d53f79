package dev.plumbline.tls.testing.peer;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/** Every peer, and what happens to a test whose peer is not on this machine. */
public final class Peers {
  private Peers() {}

  public static OpenSslPeer openSsl() {
    return new OpenSslPeer();
  }

  public static GnuTlsPeer gnuTls() {
    return new GnuTlsPeer();
  }

  public static NssPeer nss() {
    return new NssPeer();
  }

  public static MosquittoPeer mosquitto() {
    return new MosquittoPeer();
  }

  /** The JDK's own. */
  public static EnginePeer jsse() {
    return Stacks.jsse();
  }

  /** Bouncy Castle's. */
  public static EnginePeer bouncyCastle() {
    return Stacks.bouncyCastle();
  }

  public static EnginePeer conscrypt() {
    return Stacks.conscrypt();
  }

  public static EnginePeer boringSsl() {
    return Stacks.boringSsl();
  }

  public static List<Peer> all() {
    return List.of(
        openSsl(), gnuTls(), nss(), mosquitto(), jsse(), bouncyCastle(), conscrypt(), boringSsl());
  }

  /**
   * Skips the test that runs when something it needs is missing, and says so on stderr. Where the environment has
   * {@code PLUMBLINE_REQUIRE_PEERS=1} the test fails instead, unless no package would help.
   *
   * @param missing as from {@link Peer#missing()}
   */
  public static void require(Optional<Missing> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String reason = missing.get().reason();
    if (missing.get().installable() && "1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
      Assertions.fail("PLUMBLINE_REQUIRE_PEERS=1, but " + reason);
    }
    System.err.println("SKIPPED, A PEER IS MISSING: " + reason);
    throw new TestAbortedException(reason);
  }
}
