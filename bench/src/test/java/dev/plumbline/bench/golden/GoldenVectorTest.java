package dev.plumbline.bench.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.vectors.HandshakeVector;
import dev.plumbline.vectors.Hex;
import dev.plumbline.vectors.RecordedConnection;
import dev.plumbline.vectors.RecordedConnection.Draw;
import dev.plumbline.vectors.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Is it still the same handshake, to the last bit? With {@code -Dvectors.update=true} every flow is first recorded
 * anew with the OpenSSL of this machine.
 */
class GoldenVectorTest {
  private static final Path GOLDEN = Path.of("..", "vectors", "golden");

  @BeforeAll
  static void recordIfAsked() throws Exception {
    if (Boolean.getBoolean("vectors.update")) {
      OpenSslPeer openSsl = Peers.openSsl();
      Peers.require(openSsl.missing());
      for (GoldenFlow flow : GoldenFlow.values()) {
        VectorFile.write(file(flow), new GoldenRecorder(openSsl).record(flow));
      }
    }
  }

  private static Path file(GoldenFlow flow) {
    return GOLDEN.resolve(flow.fileName() + ".json");
  }

  @ParameterizedTest
  @EnumSource
  void replaysBitForBit(GoldenFlow flow) throws Exception {
    HandshakeVector recorded = VectorFile.read(file(flow));

    HandshakeVector replayed = GoldenReplay.replay(recorded);

    for (int i = 0; i < recorded.connections().size(); i++) {
      RecordedConnection expected = recorded.connections().get(i);
      RecordedConnection actual = replayed.connections().get(i);
      assertEquals(lines(expected.entropy()), lines(actual.entropy()), "entropy");
      assertEquals(lines(expected.intermediates()), lines(actual.intermediates()), "intermediates");
      assertEquals(lines(expected.flights()), lines(actual.flights()), "flights");
      assertEquals(expected.facts(), actual.facts(), "facts");
    }
    assertEquals(recorded, replayed);
  }

  @ParameterizedTest
  @EnumSource
  void isRecordedAsItIsDescribed(GoldenFlow flow) throws IOException {
    HandshakeVector recorded = VectorFile.read(file(flow));
    RecordedConnection last = recorded.connections().get(flow.connections() - 1);

    assertEquals(flow.fileName(), recorded.name());
    assertEquals(flow.description(), recorded.description());
    assertEquals(flow.config(), recorded.config());
    assertEquals(flow.suite().name(), last.facts().suite());
    assertEquals(flow.connections() > 1, last.facts().resumed());
    SignatureScheme signature = flow.serverSignature();
    assertEquals(
        signature == null ? null : signature.name(), recorded.connections().get(0).facts().signatureScheme());
    assertEquals(flow.clientKey() != null, last.facts().clientAuthenticationRequested());
  }

  @Test
  void noFileIsLeftThatNobodyReplays() throws IOException {
    List<String> expected = Arrays.stream(GoldenFlow.values()).map(flow -> flow.fileName() + ".json").sorted().toList();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertEquals(expected, files.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  /** A replay that took its results from the recording would notice nothing. */
  @Test
  void anotherRandomBitIsNoticed() throws Exception {
    HandshakeVector recorded = VectorFile.read(file(GoldenFlow.RSA));

    HandshakeVector otherwise = withFirstDrawChanged(recorded);

    assertThrows(TlsAlert.class, () -> GoldenReplay.replay(otherwise));
  }

  private static HandshakeVector withFirstDrawChanged(HandshakeVector vector) {
    RecordedConnection first = vector.connections().get(0);
    List<Draw> entropy = new ArrayList<>(first.entropy());
    byte[] bytes = entropy.get(0).bytes().bytes();
    bytes[0] ^= 1;
    entropy.set(0, new Draw(entropy.get(0).purpose(), Hex.of(bytes)));
    RecordedConnection changed =
        new RecordedConnection(
            first.clock(),
            entropy,
            first.flights(),
            first.applicationData(),
            first.intermediates(),
            first.facts());
    return new HandshakeVector(
        vector.schema(),
        vector.name(),
        vector.description(),
        vector.peer(),
        vector.config(),
        vector.material(),
        List.of(changed));
  }

  private static String lines(List<?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(value).append('\n'));
    return text.toString();
  }
}
