package dev.plumbline.bench.golden;

import dev.plumbline.engine.Entropy;
import dev.plumbline.vectors.Hex;
import dev.plumbline.vectors.RecordedConnection.Draw;
import java.util.ArrayList;
import java.util.List;

/** The entropy of an engine that serves one connection after the other, and the record of who drew what. */
final class ConnectionEntropy implements Entropy {
  private Entropy source;
  private List<Draw> draws = new ArrayList<>();

  /** Where the bytes of the next connection come from. */
  ConnectionEntropy(Entropy first) {
    source = first;
  }

  @Override
  public synchronized void fill(Purpose purpose, byte[] out, int offset, int length) {
    source.fill(purpose, out, offset, length);
    draws.add(new Draw(purpose.name(), Hex.of(out, offset, length)));
  }

  /** Ends a connection: returns what was drawn for it. */
  synchronized List<Draw> next(Entropy nextSource) {
    List<Draw> drawn = draws;
    source = nextSource;
    draws = new ArrayList<>();
    return drawn;
  }
}
