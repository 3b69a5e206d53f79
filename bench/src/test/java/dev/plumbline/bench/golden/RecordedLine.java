package dev.plumbline.bench.golden;

import dev.plumbline.vectors.RecordedConnection;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Side;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;

/** A server that says what it said once, flight by flight, whatever it is sent: that is compared afterwards. */
final class RecordedLine implements ServerLine {
  private final Iterator<Flight> flights;

  RecordedLine(RecordedConnection connection) {
    flights = connection.flights().stream().filter(flight -> flight.from() == Side.SERVER).iterator();
  }

  @Override
  public void send(byte[] records) {
    // A recording does not listen.
  }

  @Override
  public byte[] receive() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (flights.hasNext()) {
      flights.next().records().forEach(tlsRecord -> bytes.writeBytes(tlsRecord.bytes().bytes()));
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
