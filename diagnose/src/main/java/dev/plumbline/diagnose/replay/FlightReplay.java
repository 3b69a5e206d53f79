package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.device.DeviceConduct;
import dev.plumbline.diagnose.device.DeviceStatuses;
import dev.plumbline.diagnose.device.FlightMeter;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.diagnose.device.Outcome;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Time;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A captured handshake that can be played again, as often as wanted, on different engines. Immutable; each run makes
 * and closes its own engine.
 */
public final class FlightReplay {
  private static final int LARGEST_HELLO = 1 << 16;
  /** An engine that is busy for longer than this many calls in a row is not one of ours. */
  private static final int RETRIES = 64;

  private final ClientHelloView hello;
  private final ServerFlight flight;
  private final DeviceProfile profile;
  private final List<ParsedCertificate> anchors;
  private final String serverName;
  private final Instant clock;

  /**
   * A replay of a conversation that has a ClientHello.
   *
   * @param profile the device
   * @param anchors what it trusts
   * @param serverName the name that it checks
   * @param clock what it takes for the time
   */
  public FlightReplay(
      Conversation conversation,
      DeviceProfile profile,
      List<ParsedCertificate> anchors,
      String serverName,
      Instant clock) {
    this(conversation.clientHello().orElseThrow(), ServerFlight.of(conversation), profile, List.copyOf(anchors),
        serverName, clock);
  }

  private FlightReplay(
      ClientHelloView hello,
      ServerFlight flight,
      DeviceProfile profile,
      List<ParsedCertificate> anchors,
      String serverName,
      Instant clock) {
    this.hello = hello;
    this.flight = flight;
    this.profile = profile;
    this.anchors = anchors;
    this.serverName = serverName;
    this.clock = clock;
  }

  /** The same for a device with other limits, another clock or other words for its failures; the ClientHello stays. */
  FlightReplay on(DeviceProfile other) {
    return new FlightReplay(hello, flight, other, anchors, serverName, clock);
  }

  DeviceProfile profile() {
    return profile;
  }

  /** The sizes of what the server sent. */
  Observed observed() {
    FlightMeter meter = new FlightMeter();
    meter.received(flight.bytes(), 0, flight.bytes().length);
    return meter.observed();
  }

  /** The engine of the device's profile. */
  public EngineSpec engine() {
    return profile.engine().spec();
  }

  /**
   * Plays the server's flight to our client on that engine.
   *
   * @throws EngineException if the engine can't be had: a provider that is not there
   */
  public ReplayRun run(EngineSpec spec) throws EngineException {
    try (CryptoEngine engine = spec.open(Engines.systemEntropy());
        TrustAnchors trust = TrustAnchors.of(engine, anchors, spec.anchorsIn())) {
      try (TlsClient client = new TlsClient(config(engine, trust))) {
        client.transmit(ByteBuffer.allocate(LARGEST_HELLO));
        feed(client);
        Outcome outcome = Outcome.of(client, engine.profile(), anchors);
        return new ReplayRun(
            spec.toString(), new DeviceStatuses(profile).verdict(outcome, observed()), client.failure());
      }
    }
  }

  private void feed(TlsClient client) {
    ByteBuffer bytes = ByteBuffer.wrap(flight.bytes());
    try {
      settle(client);
      while (bytes.hasRemaining() && client.wants().contains(Want.RECEIVE)) {
        client.receive(bytes);
        settle(client);
      }
      if (flight.ends()) {
        client.receiveEnd();
      }
    } catch (TlsAlert failed) {
      // The client keeps it, and the outcome has it from there.
      bytes.position(bytes.limit());
    }
  }

  private static void settle(TlsClient client) throws TlsAlert {
    for (int i = 0; i < RETRIES && client.wants().contains(Want.RETRY); i++) {
      client.retry();
    }
  }

  private TlsClientConfig config(CryptoEngine engine, TrustAnchors trust) {
    TlsClientConfig.Builder config = TlsClientConfig.builder(engine, trust).serverName(serverName);
    DeviceConduct.apply(profile, config, engine.profile(), anchors);
    boolean named = HelloDialect.offers(hello, ExtensionType.SERVER_NAME);
    boolean extended = HelloDialect.offers(hello, ExtensionType.EXTENDED_MASTER_SECRET);
    boolean renegotiation = HelloDialect.offers(hello, ExtensionType.RENEGOTIATION_INFO);
    return config
        .dialect(HelloDialect.of(hello))
        .sendServerName(named)
        .alpn(HelloDialect.protocols(hello))
        .extendedMasterSecret(extended ? Demand.OFFER : Demand.OFF)
        .secureRenegotiation(renegotiation ? Demand.OFFER : Demand.OFF)
        .statusRequest(HelloDialect.offers(hello, ExtensionType.STATUS_REQUEST))
        .maxFragmentLength(hello.maxFragmentLength())
        .sessions(SessionStore.NONE)
        .clock(InstantSource.fixed(profile.clock().time() == Time.EPOCH ? Instant.EPOCH : clock))
        .entropy(captured())
        .build();
  }

  /** The random of the capture, without which ServerKeyExchange's signature would not hold. */
  private Entropy captured() {
    Entropy secure = Engines.systemEntropy();
    return (purpose, out, offset, length) -> {
      if (purpose == Entropy.Purpose.CLIENT_RANDOM) {
        System.arraycopy(hello.random(), 0, out, offset, length);
      } else {
        secure.fill(purpose, out, offset, length);
      }
    };
  }
}
