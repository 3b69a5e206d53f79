package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.device.DeviceConduct;
import dev.plumbline.diagnose.device.DeviceStatuses;
import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.device.FlightMeter;
import dev.plumbline.diagnose.device.Outcome;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Time;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A device of a profile: our client with that stack's hello, limits and engine, which also ends as that stack ends:
 * with its alert, or with none. Each method changes and returns it.
 */
final class LabDevice implements LabClient {
  private static final int PATIENCE = 300;

  private final DeviceProfile profile;
  private EngineSpec spec;
  private List<IssuedCertificate> anchors = List.of();
  private String name = "";
  private UnaryOperator<CryptoEngine> engine = one -> one;
  private Consumer<TlsClientConfig.Builder> more = config -> { };
  private IssuedCertificate own;
  private byte[][] says = {};
  private Instant clock;
  private boolean vanishes;
  private UnaryOperator<byte[]> wire = bytes -> bytes;

  private LabDevice(DeviceProfile profile) {
    this.profile = profile;
    this.spec = profile.engine().spec();
  }

  static LabDevice of(String profile) {
    try {
      return new LabDevice(Profiles.parse(profile));
    } catch (ProfileException e) {
      throw new IllegalArgumentException(e);
    }
  }

  LabDevice trusting(IssuedCertificate... trusted) {
    anchors = List.of(trusted);
    return this;
  }

  LabDevice named(String host) {
    name = host;
    return this;
  }

  LabDevice engine(String switches) {
    spec = spec.withAll(switches);
    return this;
  }

  /** Its ClientHello, as it would send it now. */
  byte[] hello() {
    try (CryptoEngine opened = spec.open(Engines.systemEntropy());
        TrustAnchors trust = TrustAnchors.of(opened, parsed(), spec.anchorsIn())) {
      TlsClientConfig.Builder config = TlsClientConfig.builder(opened, trust).serverName(name);
      profile.apply(config, opened.profile());
      try (TlsClient client = new TlsClient(config.build())) {
        ByteBuffer out = ByteBuffer.allocate(1 << 14);
        client.transmit(out);
        return Arrays.copyOf(out.array(), out.position());
      }
    }
  }

  /** Something between the client and its engine. */
  LabDevice through(UnaryOperator<CryptoEngine> failing) {
    engine = failing;
    return this;
  }

  LabDevice set(Consumer<TlsClientConfig.Builder> settings) {
    more = settings;
    return this;
  }

  LabDevice own(IssuedCertificate certificate) {
    own = certificate;
    return this;
  }

  /** What it says when TLS is up; it waits for an answer after each. */
  LabDevice says(byte[]... packets) {
    says = packets;
    return this;
  }

  LabDevice clock(Instant time) {
    clock = time;
    return this;
  }

  /** Where it should send an alert, it resets the connection instead. */
  LabDevice vanishing() {
    vanishes = true;
    return this;
  }

  /** Changes each of its flights as it goes out. */
  LabDevice wire(UnaryOperator<byte[]> edit) {
    wire = edit;
    return this;
  }

  @Override
  public void connect(Line line) throws Exception {
    try (CryptoEngine used = engine.apply(spec.open(Engines.systemEntropy()));
        TrustAnchors trust = TrustAnchors.of(used, parsed(), spec.anchorsIn());
        Socket socket = line.connect()) {
      DeviceKey key = own == null ? null : importKey(used);
      try (TlsClient client = new TlsClient(config(used, trust, key, line))) {
        run(client, used, socket);
      } finally {
        if (key != null) {
          key.close();
        }
      }
    }
  }

  private List<ParsedCertificate> parsed() {
    return anchors.stream().map(Knowledge::parsed).toList();
  }

  private DeviceKey importKey(CryptoEngine used) throws Exception {
    try (var material = PrivateKeys.read(own.key().pkcs8())) {
      return used.importKey(material);
    }
  }

  private TlsClientConfig config(CryptoEngine used, TrustAnchors trust, DeviceKey key, Line line) {
    TlsClientConfig.Builder config = TlsClientConfig.builder(used, trust).serverName(name.isEmpty() ? "nobody" : name);
    DeviceConduct.apply(profile, config, used.profile(), parsed()).keyLog(new Log(line));
    if (profile.clock().time() != Time.EPOCH) {
      config.clock(clock == null ? line.clock() : InstantSource.fixed(clock));
    }
    if (key != null) {
      List<Bytes> chain = own.chain().stream().map(one -> Bytes.of(one.der())).toList();
      config.credentials(new ClientCredentials(chain, key));
    }
    more.accept(config);
    return config.build();
  }

  private void run(TlsClient client, CryptoEngine used, Socket socket) throws Exception {
    FlightMeter meter = new FlightMeter();
    try {
      transmit(client, socket);
      while (!client.established()) {
        receive(client, socket, meter, 10_000);
        transmit(client, socket);
      }
      for (byte[] packet : says) {
        client.send(ByteBuffer.wrap(packet));
        transmit(client, socket);
        answer(client, socket, meter);
      }
      client.closeNotify();
      transmit(client, socket);
    } catch (TlsAlert failed) {
      end(client, used, meter, socket);
      throw failed;
    }
  }

  /** Ends as the stack does. */
  private void end(TlsClient client, CryptoEngine used, FlightMeter meter, Socket socket) throws IOException {
    DeviceVerdict verdict = new DeviceStatuses(profile).verdict(Outcome.of(client, used.profile(), parsed()),
        meter.observed());
    if (vanishes) {
      socket.setSoLinger(true, 0);
    } else if (verdict.kind() == DeviceVerdict.Kind.GOES_ON) {
      throw new AssertionError("the device would go on here, and this client can't: " + client.failure().orElseThrow());
    } else {
      transmit(client, socket);
    }
  }

  private void answer(TlsClient client, Socket socket, FlightMeter meter) throws IOException, TlsAlert {
    try {
      receive(client, socket, meter, PATIENCE);
      ByteBuffer read = ByteBuffer.allocate(1 << 16);
      while (client.wants().contains(Want.READ)) {
        client.read(read.clear());
      }
    } catch (SocketTimeoutException nothing) {
      // Then it goes on.
    }
  }

  private static void receive(TlsClient client, Socket socket, FlightMeter meter, int patience)
      throws IOException, TlsAlert {
    byte[] buffer = new byte[1 << 14];
    socket.setSoTimeout(patience);
    int read = socket.getInputStream().read(buffer);
    if (read < 0) {
      client.receiveEnd();
      return;
    }
    meter.received(buffer, 0, read);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
    while (bytes.hasRemaining() && client.wants().contains(Want.RECEIVE)) {
      client.receive(bytes);
    }
  }

  private void transmit(TlsClient client, Socket socket) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    while (client.wants().contains(Want.TRANSMIT)) {
      client.transmit(out.clear());
      socket.getOutputStream().write(wire.apply(Arrays.copyOf(out.array(), out.position())));
    }
  }

  /** Tells the recording's secrets. */
  private record Log(Line line) implements KeyLog {
    @Override
    public boolean wants() {
      return true;
    }

    @Override
    public void clientRandom(byte[] clientRandom, byte[] masterSecret) {
      HexFormat hex = HexFormat.of();
      line.secrets(("CLIENT_RANDOM " + hex.formatHex(clientRandom) + " " + hex.formatHex(masterSecret) + "\n")
          .getBytes(StandardCharsets.US_ASCII));
    }
  }
}
