package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.probe.Change.Kind;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.Dialect.Slot;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.x509.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A device's ClientHello, and what can be added to it. What the device offers stays where it stands; additions come
 * after it, so that a server that goes by the client's preference chooses as it did.
 */
final class DeviceHello {
  /** Most wanted first: what needs least of a device, then the rest of what servers ask for. */
  private static final List<Integer> SUITES =
      List.of(
          0xC02B, 0xC02F, 0x009C, 0xC02C, 0xC030, 0x009D, 0xCCA9, 0xCCA8, 0xCCAA, 0x009E, 0x009F, 0xC0AC, 0xC0AE,
          0xC023, 0xC027, 0xC024, 0xC028, 0xC009, 0xC013, 0xC00A, 0xC014, 0x003C, 0x003D, 0x0067, 0x006B, 0x002F,
          0x0035, 0x0033, 0x0039);

  static final List<Integer> GROUPS = List.of(23, 24, 29, 25, 30);
  static final List<Integer> SCHEMES =
      List.of(0x0403, 0x0401, 0x0804, 0x0503, 0x0501, 0x0805, 0x0603, 0x0601, 0x0806, 0x0807, 0x0203, 0x0201);

  /** AWS IoT's name for MQTT on port 443, and IANA's. */
  private static final List<String> PROTOCOLS = List.of("x-amzn-mqtt-ca", "mqtt");

  private static final Bytes UNCOMPRESSED = Bytes.fromHex("00");
  private static final int TLS_1_0 = 0x0301;
  private static final int TLS_1_2 = 0x0303;

  private final DeviceProfile profile;
  private final EngineProfile abilities;
  private final HostName server;

  DeviceHello(DeviceProfile profile, EngineProfile abilities, HostName server) {
    this.profile = profile;
    this.abilities = abilities;
    this.server = server;
  }

  private Dialect dialect() {
    return profile.hello().dialect();
  }

  private boolean has(ExtensionType type) {
    return dialect().extensions().contains(new Slot.Known(type));
  }

  private List<Integer> suites() {
    return dialect().cipherSuites().isEmpty()
        ? abilities.suites().stream().map(CipherSuite::codePoint).toList()
        : dialect().cipherSuites();
  }

  private List<Integer> groups() {
    return has(ExtensionType.SUPPORTED_GROUPS) ? knownGroups() : List.of();
  }

  private List<Integer> knownGroups() {
    if (profile.hello().noGroups()) {
      return List.of();
    }
    return dialect().groups().isEmpty()
        ? abilities.groups().stream().map(NamedGroup::codePoint).toList()
        : dialect().groups();
  }

  private List<Integer> schemes() {
    if (!has(ExtensionType.SIGNATURE_ALGORITHMS)) {
      return List.of();
    }
    return dialect().schemes().isEmpty()
        ? abilities.schemes().stream().map(SignatureScheme::codePoint).toList()
        : dialect().schemes();
  }

  /** Whether it carries server_name as it is. */
  boolean sendsServerName() {
    return profile.hello().serverName() && has(ExtensionType.SERVER_NAME) && !server.isIpAddress();
  }

  /** What it lacks, most likely to matter first; but for {@link #protocols} and {@link #fragmentLengths}. */
  List<Change> additions() {
    List<Change> changes = new ArrayList<>();
    if (!sendsServerName() && !server.isIpAddress()) {
      changes.add(Change.serverName(server.text()));
    }
    SUITES.stream().filter(code -> !suites().contains(code)).map(Change::suite).forEach(changes::add);
    GROUPS.stream().filter(code -> !groups().contains(code)).map(Change::group).forEach(changes::add);
    SCHEMES.stream().filter(code -> !schemes().contains(code)).map(Change::scheme).forEach(changes::add);
    if (!has(ExtensionType.EXTENDED_MASTER_SECRET)) {
      changes.add(Change.extension(Kind.EXTENDED_MASTER_SECRET));
    }
    if (!has(ExtensionType.RENEGOTIATION_INFO) && !suites().contains(Dialect.EMPTY_RENEGOTIATION_INFO_SCSV)) {
      changes.add(Change.extension(Kind.RENEGOTIATION_INFO));
    }
    if (!has(ExtensionType.SESSION_TICKET)) {
      changes.add(Change.extension(Kind.SESSION_TICKET));
    }
    changes.add(Change.recordVersion(dialect().recordVersion() == TLS_1_2 ? TLS_1_0 : TLS_1_2));
    return changes;
  }

  /**
   * Whether the device knows a group. Where the hello names none a server may choose any (RFC 8422 §4), and the device
   * may know it.
   */
  boolean knowsGroup(int group, Collection<Change> changes) {
    return knownGroups().contains(group) || values(Kind.GROUP, changes).contains(group);
  }

  /** Protocols that some servers insist on, and others refuse. */
  List<Change> protocols() {
    return has(ExtensionType.ALPN) ? List.of() : PROTOCOLS.stream().map(Change::alpn).toList();
  }

  /** Shorter records than the device asks for, the longest of them first. */
  List<Change> fragmentLengths() {
    int most = profile.buffers().maxFragmentLength() == 0 ? profile.receiveLimit() : 0;
    return IntStream.of(4096, 2048, 1024, 512).filter(bytes -> bytes <= most).mapToObj(Change::maxFragmentLength)
        .toList();
  }

  /** Whether this client could go on where a server makes use of a change; other things are offered all the same. */
  static boolean familiar(Change change) {
    return switch (change.kind()) {
      case SUITE -> CipherSuite.of(change.value()).isPresent();
      case GROUP -> change.value() == NamedGroup.SECP256R1.codePoint();
      case SCHEME -> SignatureScheme.of(change.value()).isPresent();
      default -> true;
    };
  }

  /** Makes a configuration send this hello with these changes; without any it is the device's, byte for byte. */
  void apply(TlsClientConfig.Builder config, Collection<Change> changes) {
    profile.apply(config, abilities);
    List<Slot> slots = new ArrayList<>(dialect().extensions());
    List<String> protocols = new ArrayList<>();
    for (Change change : changes) {
      change.kind().extensions().stream().map(Slot.Known::new).filter(slot -> !slots.contains(slot))
          .forEach(slots::add);
      switch (change.kind()) {
        case SERVER_NAME -> config.sendServerName(true);
        case NO_SERVER_NAME -> config.sendServerName(false);
        case GROUP -> config.groups(abilities.groups());
        case ALPN -> protocols.add(change.text());
        case MAX_FRAGMENT_LENGTH -> config.maxFragmentLength(change.value());
        case EXTENDED_MASTER_SECRET -> config.extendedMasterSecret(Demand.OFFER);
        case RENEGOTIATION_INFO -> config.secureRenegotiation(Demand.OFFER);
        case SESSION_TICKET -> config.sessionTickets(true);
        case SUITE, SCHEME, RECORD_VERSION, VERSION -> { }
      }
    }
    config.alpn(protocols).dialect(dialect(slots, changes));
  }

  private Dialect dialect(List<Slot> slots, Collection<Change> changes) {
    List<Integer> versions = values(Kind.RECORD_VERSION, changes);
    return new Dialect(
        dialect().name(),
        versions.isEmpty() ? dialect().recordVersion() : versions.get(0),
        dialect().randomPrefix(),
        dialect().sessionId(),
        with(dialect().cipherSuites(), suites(), values(Kind.SUITE, changes)),
        with(dialect().groups(), groups(), values(Kind.GROUP, changes)),
        with(dialect().schemes(), schemes(), values(Kind.SCHEME, changes)),
        dialect().pointFormats().isEmpty() ? UNCOMPRESSED : dialect().pointFormats(),
        slots);
  }

  private static List<Integer> values(Kind kind, Collection<Change> changes) {
    return changes.stream().filter(change -> change.kind() == kind).map(Change::value).toList();
  }

  /** The dialect's own list while nothing is added to it; else what is really offered, and then the additions. */
  private static List<Integer> with(List<Integer> own, List<Integer> offered, List<Integer> more) {
    return more.isEmpty() ? own : Stream.concat(offered.stream(), more.stream()).toList();
  }
}
