package dev.plumbline.diagnose.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Real sessions of NetX Secure, replayed: our client, in the device's profile, on the device's engine, with the
 * device's clock, random and anchors, is given what the server sent. Up to the client's own flight nothing depends on
 * secrets, so the verdict can be held against the alert that the real device sent, and the bytes of our client's alert
 * against that device's.
 */
class CaptureReplayTest {
  /** What the case says was done to the device and the capture alone can't show. */
  private static final Map<String, String> ENGINES =
      Map.of(
          "netx-big-endian-root-in-rom", "endian=big,anchors=rom",
          "netx-certificate-check-fails-in-engine", "endian=big,anchors=rom");

  private static final Map<String, String> INJECTED =
      Map.of(
          "netx-key-exchange-check-fails-in-engine", "verifyServerShare",
          "netx-ecdh-fails-in-engine", "agree",
          "netx-client-sign-fails-in-engine", "sign");

  /** The capture does not tell the size; 1200 is what failed when the threshold was measured. */
  private static final Map<String, String> SWITCHES = Map.of("netx-small-packet-buffer", "packet-buffer=1200");

  /**
   * What the stack's application was told, from the list of measured symptoms; all others were not told anything but
   * success.
   */
  private static final Map<String, String> STATUSES =
      Map.ofEntries(
          Map.entry("netx-4k-buffer-long-chain", "0x135"),
          Map.entry("netx-big-endian-root-in-rom", "0x117"),
          Map.entry("netx-certificate-check-fails-in-engine", "0x117"),
          Map.entry("netx-client-key-pkcs8", "0x114"),
          Map.entry("netx-client-sign-fails-in-engine", "0x20009"),
          Map.entry("netx-clock-years-behind", "0x194"),
          Map.entry("netx-ecc-not-initialised", "0x114"),
          Map.entry("netx-ecdh-fails-in-engine", "0x20009"),
          Map.entry("netx-expired-leaf", "0x193"),
          Map.entry("netx-hostname-mismatch", "0x195"),
          Map.entry("netx-key-exchange-check-fails-in-engine", "0x20009"),
          Map.entry("netx-leaf-not-yet-valid", "0x194"),
          Map.entry("netx-missing-intermediate", "0x11B"),
          Map.entry("netx-no-client-certificate", "0x114"),
          Map.entry("netx-no-shared-suite", "0x114"),
          Map.entry("netx-no-sni", "0x38"),
          Map.entry("netx-p384-leaf", "0x114"),
          Map.entry("netx-p384-root", "0x2000F"),
          Map.entry("netx-rsa-only-against-ecdsa", "0x114"),
          Map.entry("netx-server-tls13-only", "0x114"),
          Map.entry("netx-small-packet-buffer", "0x12D"),
          Map.entry("netx-two-runs-no-sni-then-ok", "0x11A"),
          Map.entry("netx-wrong-root", "0x11B"));

  /**
   * Captures of other stacks in which the device ends the handshake for what the server sent. Where the server chose a
   * suite that Plumbline lacks, nothing after ServerHello can be replayed, and the verdict says no more than that;
   * limits are seen all the same.
   */
  private static final Map<String, String> OTHER_STACKS = Map.of("mbedtls-split-handshake", "-0x7080");

  @Test
  void ourVerdictOnEachServerFlightIsTheRealDevicesAlert() throws Exception {
    assertEquals(STATUSES.size(), failuresAsCaptured("netx-", STATUSES, name -> true));
  }

  @Test
  void aMessageInSeveralRecordsEndsTheHandshakeOfAStackThatDoesNotPutItTogether() throws Exception {
    assertEquals(OTHER_STACKS.size(), failuresAsCaptured("mbedtls-", OTHER_STACKS, OTHER_STACKS::containsKey));
  }

  @Test
  void aServerThatChoseWhatPlumblineLacksIsNotBlamedOnTheDevice() throws Exception {
    List<String> unreplayable =
        List.of(
            "bearssl-chain-out-of-order", "mosquitto-pub-leaf-for-clients-only", "mosquitto-pub-rsa-1024-leaf");
    for (CapturedCase each : CapturedCase.all(captures(), "", unreplayable::contains)) {
      assertEquals(DeviceVerdict.Kind.GOES_ON, replay(each).kind(), each.name);
    }
  }

  /** How many of these cases end with a status; each must end with the one given and with the alert captured. */
  private static int failuresAsCaptured(String prefix, Map<String, String> statuses, Predicate<String> wanted)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    int failures = 0;
    System.out.printf("%-40s %-11s %-28s %-28s %s%n", "case", "status", "alert as device", "alert captured", "profile");
    for (CapturedCase each : CapturedCase.all(captures(), prefix, wanted)) {
      DeviceVerdict verdict = replay(each);
      String status = verdict.hex().orElse(verdict.kind() == DeviceVerdict.Kind.GOES_ON ? "goes on" : "-");
      System.out.printf(
          "%-40s %-11s %-28s %-28s %s%n", each, status, alert(verdict.alertAsDevice()), alert(each.deviceAlert),
          each.profile);
      boolean same =
          verdict.alertAsDevice().equals(each.deviceAlert)
              && verdict.hex().equals(Optional.ofNullable(statuses.get(each.name)));
      if (!same) {
        wrong.add(each + ": " + verdict.sentence());
      }
      failures += verdict.kind() == DeviceVerdict.Kind.FAILS ? 1 : 0;
    }
    assertEquals(List.of(), wrong);
    return failures;
  }

  private static String alert(Optional<AlertDescription> alert) {
    return alert.map(one -> one.rfcName() + " (" + one.code() + ")").orElse("none");
  }

  private static DeviceVerdict replay(CapturedCase each) throws Exception {
    String switches = SWITCHES.getOrDefault(each.name, "");
    String glue = switches.isEmpty() ? "" : each.profile.contains(":") ? "," : ":";
    DeviceProfile profile = Profiles.parse(each.profile + glue + switches);
    EngineSpec spec = profile.engine().spec().withAll(ENGINES.getOrDefault(each.name, ""));
    PinnedEntropy entropy = PinnedEntropy.seeded(1).pin(Purpose.CLIENT_RANDOM, each.random());
    List<ParsedCertificate> trusted = CertificateFiles.read(each.anchors);
    try (CryptoEngine opened = spec.open(PinnedEntropy.seeded(2))) {
      String verb = INJECTED.get(each.name);
      CryptoEngine engine = verb == null ? opened : Injected.failing(opened, verb);
      try (TrustAnchors anchors = TrustAnchors.of(engine, trusted, spec.anchorsIn());
          Credentials mine = "sign".equals(verb) ? Credentials.of(engine) : null) {
        TlsClientConfig.Builder config = TlsClientConfig.builder(engine, anchors).serverName(each.host);
        config.clock(InstantSource.fixed(each.clock(profile.hello().dialect().randomPrefix()))).entropy(entropy);
        DeviceConduct.apply(profile, config, engine.profile(), trusted);
        if (mine != null) {
          config.credentials(mine.credentials);
        }
        return drive(config.build(), profile, each, trusted);
      }
    }
  }

  private static DeviceVerdict drive(
      TlsClientConfig config, DeviceProfile profile, CapturedCase each, List<ParsedCertificate> trusted) {
    FlightMeter meter = new FlightMeter();
    try (TlsClient client = new TlsClient(config)) {
      assertArrayEquals(each.clientHello, transmitted(client), each.name + ": the ClientHello");
      meter.received(each.serverFlight, 0, each.serverFlight.length);
      ByteBuffer flight = ByteBuffer.wrap(each.serverFlight);
      try {
        while (flight.hasRemaining() && client.wants().contains(Want.RECEIVE)) {
          client.receive(flight);
        }
        if (each.serverFlight.length == 0) {
          client.receiveEnd();
        }
      } catch (TlsAlert failed) {
        assertTrue(client.failure().isPresent());
      }
      Outcome outcome = Outcome.of(client, config.engine().profile(), trusted);
      DeviceStatuses statuses = new DeviceStatuses(profile);
      if (statuses.ofFailure(outcome).kind() != DeviceVerdict.Kind.GOES_ON) {
        assertArrayEquals(each.alertRecord, lastAlert(transmitted(client)), each.name + ": the alert on the wire");
      }
      return statuses.verdict(outcome, meter.observed());
    }
  }

  private static byte[] transmitted(TlsClient client) {
    ByteBuffer out = ByteBuffer.allocate(1 << 14);
    client.transmit(out);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  /** The alert at the end of what the client sent, its record's header included; empty if there is none. */
  private static byte[] lastAlert(byte[] sent) {
    byte[] last = {};
    for (int at = 0; at < sent.length; ) {
      int end = at + 5 + ((sent[at + 3] & 0xFF) << 8 | sent[at + 4] & 0xFF);
      last = Arrays.copyOfRange(sent, at, end);
      at = end;
    }
    return last.length > 0 && last[0] == 21 ? last : new byte[0];
  }

  /** A device certificate of our own: the capture's key is not at hand, and the injected signer does not need it. */
  private record Credentials(ClientCredentials credentials, DeviceKey key) implements AutoCloseable {
    static Credentials of(CryptoEngine engine) throws Exception {
      TestPki pki = new TestPki();
      IssuedCertificate device = pki.client("device-1").issuedBy(pki.ca("Device Root").selfSigned());
      try (var material = PrivateKeys.read(device.key().pkcs8())) {
        DeviceKey key = engine.importKey(material);
        List<Bytes> chain = device.chain().stream().map(one -> Bytes.of(one.der())).toList();
        return new Credentials(new ClientCredentials(chain, key), key);
      }
    }

    @Override
    public void close() {
      key.close();
    }
  }

  private static Path captures() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }
}
