package dev.plumbline.tls.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.interop.MatrixReport.Outcome;
import dev.plumbline.tls.interop.MatrixReport.Result;
import dev.plumbline.tls.io.TlsException;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Peer × suite and key × group × client authentication × resumption × extended master secret × record limit: of what a peer can do,
 * every three choices together. Prints the result as a table and writes it to {@code target/interop-matrix.md}.
 */
class InteropMatrixTest {
  private static final int RECORD_SIZE_LIMIT = 2048;
  private static final int ENOUGH_FAILURES = 8;
  private static final MatrixReport REPORT = new MatrixReport();

  static Stream<Named<Peer>> peers() {
    return Peers.all().stream().map(peer -> Named.of(peer.name(), peer));
  }

  @AfterAll
  static void printReport() throws IOException {
    System.out.println("\n" + REPORT.table());
    Files.writeString(Path.of("target", "interop-matrix.md"), REPORT.table(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("peers")
  void agreesOnWhatBothCanDo(Peer peer) throws IOException {
    Peers.require(peer.missing());
    REPORT.peer(peer);
    List<String> failures = new ArrayList<>();
    Map<ServerSetup, RunningPeer> servers = new LinkedHashMap<>();
    try {
      for (Case each : Covering.triples(Case.within(peer.abilities()))) {
        RunningPeer server = server(peer, each, servers);
        Optional<String> failure = run(peer, server, each);
        failure.map(what -> each + ": " + what + "\n" + server.log()).ifPresent(failures::add);
        if (failures.size() == ENOUGH_FAILURES) {
          break;
        }
      }
    } finally {
      servers.values().forEach(RunningPeer::close);
    }
    assertEquals(List.of(), failures);
  }

  private static Optional<String> run(Peer peer, RunningPeer server, Case each) {
    Optional<Fault> expected = KnownDefect.of(peer, each).map(KnownDefect::fault);
    try (ClientSide client = new ClientSide(InteropPki.ROOT)) {
      Optional<NamedGroup> group = new CaseRun(each, client, recordLimitOf(peer)).against(server);
      assertEquals(Optional.empty(), expected, "a known defect is gone");
      REPORT.add(peer, new Result(each, Outcome.PASSED, group));
      return Optional.empty();
    } catch (TlsException e) {
      boolean right = expected.isPresent() && e.alert().fault().equals(expected);
      REPORT.add(peer, new Result(each, right ? Outcome.REFUSED : Outcome.FAILED, Optional.empty()));
      return right ? Optional.empty() : Optional.of(e.toString());
    } catch (IOException | AssertionError e) {
      REPORT.add(peer, new Result(each, Outcome.FAILED, Optional.empty()));
      return Optional.of(e.toString());
    }
  }

  private static RunningPeer server(Peer peer, Case each, Map<ServerSetup, RunningPeer> servers) throws IOException {
    ServerSetup setup = setup(peer, each);
    RunningPeer running = servers.get(setup);
    if (running == null) {
      running = peer.start(setup);
      servers.put(setup, running);
    }
    return running;
  }

  private static ServerSetup setup(Peer peer, Case each) {
    IssuedCertificate identity = each.kind().identity;
    boolean several = peer.abilities().has(Feature.SEVERAL_CERTIFICATES) && identity != InteropPki.P384;
    ServerSetup setup =
        several ? ServerSetup.with(InteropPki.P256, InteropPki.RSA) : ServerSetup.with(identity);
    if (each.device() != Case.Device.ANONYMOUS) {
      setup = setup.requireClient(InteropPki.CLIENT_ROOT);
    }
    return peer.abilities().has(Feature.RECORD_SIZE_LIMIT) ? setup.recordSizeLimit(RECORD_SIZE_LIMIT) : setup;
  }

  /** selfserv has no option for it. */
  private static int recordLimitOf(Peer peer) {
    return peer.name().startsWith("NSS") ? 16384 : RECORD_SIZE_LIMIT;
  }
}
