package dev.plumbline.bench.golden;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.vectors.HandshakeVector;
import dev.plumbline.vectors.RecordedConnection;
import java.util.ArrayList;
import java.util.List;

/** Does a recorded flow again: our client for the client, the recording for the server. */
final class GoldenReplay {
  private GoldenReplay() {}

  /** The vector that this run gives; equal to the recorded one if every byte and every value is. */
  static HandshakeVector replay(HandshakeVector vector) throws Exception {
    List<RecordedConnection> recorded = vector.connections();
    ConnectionEntropy entropy = new ConnectionEntropy(pinned(recorded.get(0)));
    List<RecordedConnection> replayed = new ArrayList<>();
    try (GoldenClient client = new GoldenClient(vector.config(), vector.material(), entropy)) {
      for (int i = 0; i < recorded.size(); i++) {
        RecordedConnection connection = recorded.get(i);
        GoldenRun run = new GoldenRun(client, connection.clock(), new RecordedLine(connection));
        run.run(connection.applicationData());
        Entropy next = i + 1 < recorded.size() ? pinned(recorded.get(i + 1)) : PinnedEntropy.exactly();
        replayed.add(run.record(entropy.next(next), connection.applicationData()));
      }
    }
    return new HandshakeVector(
        vector.schema(),
        vector.name(),
        vector.description(),
        vector.peer(),
        vector.config(),
        vector.material(),
        replayed);
  }

  /** The recorded bytes and no others. */
  private static Entropy pinned(RecordedConnection connection) {
    PinnedEntropy pinned = PinnedEntropy.exactly();
    connection.entropy().forEach(draw -> pinned.pin(Entropy.Purpose.valueOf(draw.purpose()), draw.bytes().bytes()));
    return pinned;
  }
}
