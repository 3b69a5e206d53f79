package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.Dialect.Slot;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.x509.PathPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a device's TLS stack, each group of fields with its evidence. {@link #apply} makes a client of
 * ours offer what the device offers and accept what it accepts, as far as this client can; {@code docs/profiles.md}
 * is the schema. Immutable.
 *
 * @param name as users write it, without switches
 * @param title for people
 * @param settings the switches that differ from their defaults, by name
 * @param switches what can be switched
 */
public record DeviceProfile(
    String name,
    String title,
    Map<String, String> settings,
    Engine engine,
    Hello hello,
    Records records,
    Buffers buffers,
    Paths paths,
    Clock clock,
    Keys keys,
    Status status,
    List<ProfileSwitch> switches) {

  /** What computes. */
  public record Engine(EngineSpec spec, Evidence evidence) {}

  /**
   * How the ClientHello is worded.
   *
   * @param serverName whether server_name is sent
   * @param resumes whether sessions are ever resumed
   * @param noGroups whether the stack knows no group at all, so that any ServerKeyExchange is on a curve unknown to it
   */
  public record Hello(Dialect dialect, boolean serverName, boolean resumes, boolean noGroups, Evidence evidence) {}

  /** How protected records are made. */
  public record Records(ExplicitNonce explicitNonce, Evidence evidence) {}

  /** Where the eight explicit bytes of a GCM nonce come from (RFC 5288 §3). */
  public enum ExplicitNonce {
    /** The sequence number. */
    SEQUENCE,
    /** A random number at first, then one more for each record. */
    RANDOM_THEN_COUNTED
  }

  /**
   * What fits, in bytes.
   *
   * @param receiveRecord plaintext of the longest record that is taken
   * @param sendRecord plaintext of the longest record that is made
   * @param handshakeMessage the longest handshake message, header included
   * @param maxFragmentLength what is asked for with max_fragment_length, or 0
   * @param reassembly whether handshake messages may span records
   * @param packetBuffer the NetX Secure packet buffer, or 0 for stacks without one
   * @param packetBufferMinimum the least that the stack's API takes for it
   * @param certificateStructure what one parsed certificate takes of it
   */
  public record Buffers(
      int receiveRecord,
      int sendRecord,
      int handshakeMessage,
      int maxFragmentLength,
      boolean reassembly,
      int packetBuffer,
      int packetBufferMinimum,
      int certificateStructure,
      Evidence evidence) {}

  /**
   * How certification paths are found.
   *
   * @param policy what {@link PathPolicy} can say of it
   * @param notModelled what it can't, in sentences
   */
  public record Paths(PathPolicy policy, List<String> notModelled, Evidence evidence) {
    public Paths {
      notModelled = List.copyOf(notModelled);
    }
  }

  /** What the device takes for the time. */
  public record Clock(Time time, Evidence evidence) {}

  /** Whether the device knows the time. */
  public enum Time {
    /** It does, rightly or wrongly. */
    DEVICE,
    /** It doesn't, and checks no dates. */
    NONE,
    /** It doesn't, and believes in 1 January 1970. */
    EPOCH
  }

  /** The forms in which the device takes its private key. */
  public record Keys(Set<KeyFormat> accepts, Evidence evidence) {
    public Keys {
      accepts = Set.copyOf(accepts);
    }
  }

  /**
   * The words in which the stack reports failures; the name of a vocabulary of {@code dev.plumbline.diagnose.device}.
   */
  public record Status(String vocabulary, Evidence evidence) {}

  public DeviceProfile {
    settings = Map.copyOf(settings);
    switches = List.copyOf(switches);
  }

  /** Name and switches, as {@link Profiles#parse} reads them. */
  public String spec() {
    StringBuilder text = new StringBuilder(name);
    char before = ':';
    for (ProfileSwitch each : switches) {
      if (settings.containsKey(each.name())) {
        text.append(before).append(each.name()).append('=').append(settings.get(each.name()));
        before = ',';
      }
    }
    return text.toString();
  }

  /** Everything that it says, for people, with its evidence. */
  public String describe() {
    return ProfileText.describe(this);
  }

  /**
   * Makes a client of this configuration a device of this profile: ClientHello, limits, path rules, clock. Server
   * name, ALPN, credentials, entropy and whatever is set afterwards remain the caller's.
   *
   * <p>What the profile offers and the engine lacks is offered all the same; a server that picks it ends the
   * handshake with {@code OFFERED_NOT_IMPLEMENTED}, where the device would have gone on. Limits that take more than one
   * number to say and the device's alerts come on top of it with {@code DeviceConduct}.
   */
  public TlsClientConfig.Builder apply(TlsClientConfig.Builder config, EngineProfile abilities) {
    config
        .dialect(hello.dialect)
        .suites(abilities.suites())
        .groups(hello.noGroups ? List.of() : abilities.groups())
        .schemes(abilities.schemes())
        .sendServerName(hello.serverName)
        .extendedMasterSecret(offers(ExtensionType.EXTENDED_MASTER_SECRET) ? Demand.OFFER : Demand.OFF)
        .secureRenegotiation(offers(ExtensionType.RENEGOTIATION_INFO) ? Demand.OFFER : Demand.OFF)
        .sessionTickets(offers(ExtensionType.SESSION_TICKET))
        .statusRequest(offers(ExtensionType.STATUS_REQUEST))
        .maxFragmentLength(buffers.maxFragmentLength)
        .recordSizeLimit(0)
        .receiveLimit(receiveLimit())
        .sendLimit(buffers.sendRecord)
        .nonceFromRandom(records.explicitNonce == ExplicitNonce.RANDOM_THEN_COUNTED)
        .maxHandshakeMessage(buffers.handshakeMessage)
        .pathPolicy(clock.time == Time.NONE ? paths.policy.withoutDates() : paths.policy);
    if (clock.time == Time.EPOCH) {
      config.clock(InstantSource.fixed(Instant.EPOCH));
    }
    if (!hello.resumes) {
      config.sessions(SessionStore.NONE);
    }
    return config;
  }

  /** The longest record's plaintext: a packet buffer holds one record. */
  public int receiveLimit() {
    return buffers.packetBuffer == 0 ? buffers.receiveRecord : Math.min(buffers.receiveRecord, buffers.packetBuffer);
  }

  private boolean offers(ExtensionType type) {
    return hello.dialect.extensions().contains(new Slot.Known(type));
  }
}
