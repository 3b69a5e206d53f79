package dev.plumbline.bench.capture;

import dev.plumbline.vectors.HandshakeVector;
import dev.plumbline.vectors.RecordedConnection;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Phase;
import dev.plumbline.vectors.RecordedConnection.Side;
import dev.plumbline.vectors.RecordedConnection.TlsRecord;
import dev.plumbline.vectors.VectorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bytes of a recorded handshake, flight by flight.
 *
 * @param handshake up to both Finished
 * @param closure close_notify, of whoever sent it
 * @param signed whether the server signed its share, so that the randoms can't be exchanged without notice
 */
record RecordedTalk(List<Turn> handshake, List<Turn> closure, boolean signed) {
  /** What one side sends in one go. */
  record Turn(boolean fromClient, byte[] bytes) {}

  /** Every connection of every vector in this directory, in the order of their names. */
  static List<RecordedTalk> all(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(each -> each.toString().endsWith(".json")).sorted().toList();
    }
    List<RecordedTalk> talks = new ArrayList<>();
    for (Path file : files) {
      HandshakeVector vector = VectorFile.read(file);
      for (RecordedConnection connection : vector.connections()) {
        boolean signed = connection.facts().signatureScheme() != null;
        talks.add(new RecordedTalk(turns(connection, Phase.HANDSHAKE), turns(connection, Phase.CLOSURE), signed));
      }
    }
    return talks;
  }

  private static List<Turn> turns(RecordedConnection connection, Phase phase) {
    List<Turn> turns = new ArrayList<>();
    for (Flight flight : connection.flights()) {
      if (flight.phase() == phase) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (TlsRecord each : flight.records()) {
          bytes.writeBytes(each.bytes().bytes());
        }
        turns.add(new Turn(flight.from() == Side.CLIENT, bytes.toByteArray()));
      }
    }
    return turns;
  }
}
