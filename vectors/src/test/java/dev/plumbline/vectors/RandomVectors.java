package dev.plumbline.vectors;

import dev.plumbline.vectors.ClientConfig.Demand;
import dev.plumbline.vectors.HandshakeVector.Material;
import dev.plumbline.vectors.HandshakeVector.Peer;
import dev.plumbline.vectors.RecordedConnection.ApplicationData;
import dev.plumbline.vectors.RecordedConnection.ConnectionFacts;
import dev.plumbline.vectors.RecordedConnection.Draw;
import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Intermediate;
import dev.plumbline.vectors.RecordedConnection.Phase;
import dev.plumbline.vectors.RecordedConnection.Protection;
import dev.plumbline.vectors.RecordedConnection.Side;
import dev.plumbline.vectors.RecordedConnection.TlsRecord;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Makes vectors that are well-formed and mean nothing. */
final class RandomVectors {
  private RandomVectors() {}

  static Arbitrary<HandshakeVector> vectors() {
    return Combinators.combine(
            words(), text(), Combinators.combine(text(), text()).as(Peer::new), configs(), materials(),
            connections().list().ofMinSize(1).ofMaxSize(2))
        .as((name, description, peer, config, material, connections) ->
            new HandshakeVector(
                HandshakeVector.SCHEMA, name, description, peer, config, material, connections));
  }

  private static Arbitrary<String> words() {
    return Arbitraries.of("ecdhe-ecdsa", "rsa", "c02b-p256-resumed", "a1");
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().ofMinLength(1).ofMaxLength(12).filter(text -> !text.isBlank());
  }

  private static Arbitrary<String> constant() {
    return Arbitraries.of("SECP256R1", "TLS_RSA_WITH_AES_128_GCM_SHA256", "CLIENT_RANDOM", "A", "X25519");
  }

  private static Arbitrary<Hex> hex(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Hex::of);
  }

  private static Arbitrary<String> pem() {
    return Arbitraries.of("CERTIFICATE", "EC PRIVATE KEY", "PRIVATE KEY")
        .map(type -> "-----BEGIN " + type + "-----\nTUlJQg+/\nAA==\n-----END " + type + "-----\n");
  }

  private static Arbitrary<ClientConfig> configs() {
    Arbitrary<List<String>> names = constant().list().ofMaxSize(3);
    Arbitrary<Tuple.Tuple2<Integer, Integer>> limits =
        Combinators.combine(
                Arbitraries.of(512, 1024, 2048, 4096).injectNull(0.5),
                Arbitraries.integers().between(64, 16384).injectNull(0.5))
            .as(Tuple::of);
    Arbitrary<Tuple.Tuple2<Demand, Demand>> demands =
        Combinators.combine(Arbitraries.of(Demand.class), Arbitraries.of(Demand.class)).as(Tuple::of);
    return Combinators.combine(
            text(), constant().list().ofMinSize(1).ofMaxSize(3), names, names, text().list().ofMaxSize(2), demands,
            limits, Arbitraries.integers().between(0, 7))
        .as((server, suites, groups, schemes, alpn, demand, limit, flags) ->
            new ClientConfig(
                server, (flags & 1) != 0, suites, groups, schemes, alpn, demand.get1(), demand.get2(), limit.get1(),
                limit.get2(), (flags & 2) != 0, (flags & 4) != 0));
  }

  private static Arbitrary<Material> materials() {
    Arbitrary<List<String>> chain = pem().list().ofMinSize(1).ofMaxSize(2);
    Arbitrary<Material> without =
        Combinators.combine(chain, pem(), chain)
            .as((sent, key, anchors) -> new Material(sent, key, anchors, List.of(), null));
    return Arbitraries.oneOf(without, Combinators.combine(chain, pem(), chain, chain, pem()).as(Material::new));
  }

  private static Arbitrary<RecordedConnection> connections() {
    Arbitrary<Instant> clock = Arbitraries.longs().between(0, 253_402_300_799L).map(Instant::ofEpochSecond);
    return Combinators.combine(
            clock,
            Combinators.combine(constant(), hex(0, 8)).as(Draw::new).list().ofMaxSize(3),
            flights().list().ofMinSize(1).ofMaxSize(3),
            Combinators.combine(Arbitraries.of(Side.class), hex(0, 8)).as(ApplicationData::new).list().ofMaxSize(2),
            Combinators.combine(constant(), hex(0, 8)).as(Intermediate::new).list().ofMinSize(1).ofMaxSize(3),
            facts())
        .as(RecordedConnection::new);
  }

  private static Arbitrary<Flight> flights() {
    Arbitrary<Protection> protection =
        Combinators.combine(Arbitraries.longs().greaterOrEqual(0), hex(12, 12), hex(13, 13), hex(0, 20))
            .as(Protection::new);
    Arbitrary<TlsRecord> records =
        Combinators.combine(hex(6, 20), protection.injectNull(0.5)).as(TlsRecord::new);
    return Combinators.combine(
            Arbitraries.of(Side.class), Arbitraries.of(Phase.class), records.list().ofMinSize(1).ofMaxSize(2))
        .as(Flight::new);
  }

  private static Arbitrary<ConnectionFacts> facts() {
    return Combinators.combine(
            constant(), constant().injectNull(0.3), constant().injectNull(0.3), text().injectNull(0.5),
            Arbitraries.integers().between(1, 16384), hex(0, 32), Arbitraries.integers().between(0, 15))
        .as((suite, group, scheme, alpn, limit, id, flags) ->
            new ConnectionFacts(
                suite, group, scheme, (flags & 1) != 0, (flags & 2) != 0, (flags & 8) != 0, alpn, limit, id,
                (flags & 4) != 0));
  }
}
