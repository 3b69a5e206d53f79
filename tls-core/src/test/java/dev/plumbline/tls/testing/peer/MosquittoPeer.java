package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A mosquitto broker as a TLS server: what is said is one MQTT session that publishes 20 KB to itself. */
public final class MosquittoPeer implements Peer {
  @Override
  public String name() {
    return "mosquitto";
  }

  @Override
  public String version() {
    return ServerProcess.firstLine("dpkg-query", "-W", "-f", "${Version}\\n", "mosquitto");
  }

  @Override
  public Abilities abilities() {
    return Abilities.everySuiteAnd(
        Feature.CLIENT_AUTHENTICATION,
        Feature.EXTENDED_MASTER_SECRET,
        Feature.SESSION_ID,
        Feature.SESSION_TICKET,
        Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET,
        Feature.MAX_FRAGMENT_LENGTH);
  }

  @Override
  public Optional<String> missing() {
    return MosquittoBroker.missing();
  }

  /** Starts a broker; it has one certificate, and requires one of clients or does not ask. */
  @Override
  public RunningPeer start(ServerSetup setup) throws IOException {
    if (setup.identities().size() != 1 || setup.clientAnchor().isPresent() != setup.clientRequired()) {
      throw new IllegalArgumentException("mosquitto can't be set up as " + setup);
    }
    MosquittoBroker.Setup broker = MosquittoBroker.with(setup.identities().get(0));
    broker.suites(setup.suites().toArray(CipherSuite[]::new));
    setup.clientAnchor().ifPresent(broker::requireClient);
    return broker.start(MosquittoPeer::session);
  }

  private static List<Exchange> session(int round) {
    byte[] publish = packet(0x30, string("round/" + round), ascii(Exchange.letters(round, 20_000)));
    byte[] request =
        concat(
            packet(0x10, string("MQTT"), new byte[] {4, 2, 0, 60}, string("round-" + round)),
            packet(0x82, new byte[] {0, 1}, string("round/" + round), new byte[] {0}),
            publish);
    byte[] answer = concat(new byte[] {0x20, 2, 0, 0}, packet(0x90, new byte[] {0, 1, 0}), publish);
    return List.of(new Exchange(request, answer));
  }

  /** Fixed header and what follows it (MQTT 3.1.1 §2.2). */
  private static byte[] packet(int type, byte[]... parts) {
    byte[] body = concat(parts);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    int length = body.length;
    for (; length >= 128; length /= 128) {
      packet.write(length % 128 | 0x80);
    }
    packet.write(length);
    packet.writeBytes(body);
    return packet.toByteArray();
  }

  private static byte[] string(String text) {
    return concat(new byte[] {(byte) (text.length() >> 8), (byte) text.length()}, ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
