package dev.plumbline.tls.testing.peer;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
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

  /** The peers that can do such things, with their names, as the source of a parameterized test. */
  public static Stream<Named<Peer>> that(Predicate<Abilities> can) {
    return all().stream().filter(peer -> can.test(peer.abilities())).map(peer -> Named.of(peer.name(), peer));
  }

  /** Every peer with its name. */
  public static Stream<Named<Peer>> named() {
    return that(abilities -> true);
  }

  /**
   * Skips the test that runs when its peer can't be started here, and says so on stderr. Where the environment has
   * {@code PLUMBLINE_REQUIRE_PEERS=1} the test fails instead, if a package would help.
   */
  public static void require(Peer peer) {
    require(peer.missing());
    peer.impossible().ifPresent(Peers::skip);
  }

  /**
   * Skips the test that runs when something it needs is missing, and says so on stderr; where the environment has
   * {@code PLUMBLINE_REQUIRE_PEERS=1} the test fails instead.
   *
   * @param missing what has to be installed, in a sentence that names the Debian package; as from
   *     {@link Peer#missing()}
   */
  public static void require(Optional<String> missing) {
    missing.ifPresent(
        reason -> {
          assertNotEquals("1", System.getenv("PLUMBLINE_REQUIRE_PEERS"), reason);
          skip(reason);
        });
  }

  private static void skip(String reason) {
    System.err.println("SKIPPED, A PEER IS MISSING: " + reason);
    throw new TestAbortedException(reason);
  }
}
