package dev.plumbline.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.handshake.Offer;
import dev.plumbline.tls.handshake.Resumable;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.x509.HostName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a configuration, its engine's abilities, its dialect and perhaps a session into a ClientHello and what goes
 * with it (RFC 5246 §7.4.1.2). The only place that looks at capabilities.
 */
final class OfferBuilder {
  private static final int TLS_1_2 = 0x0303;
  private static final Bytes NULL_COMPRESSION = Bytes.fromHex("00");

  private final TlsClientConfig config;
  private final Dialect dialect;
  private final HostName server;

  private Optional<Resumable> session = Optional.empty();

  OfferBuilder(TlsClientConfig config, HostName server) {
    this.config = config;
    this.dialect = config.dialect();
    this.server = server;
  }

  /** Whether a session can be offered beside all else that this configuration offers. */
  boolean suits(Resumable candidate) {
    boolean reachable = !candidate.sessionId().isEmpty() || !candidate.ticket().isEmpty() && offersTickets();
    // RFC 7627 §5.3: a session without it is not offered by a client that wants it, nor the other way round.
    return reachable
        && cipherSuites().contains(candidate.suite().codePoint())
        && candidate.extendedMasterSecret() == offersExtendedMasterSecret();
  }

  Offer build(Optional<Resumable> toResume) {
    session = toResume;
    ClientHello hello =
        new ClientHello(TLS_1_2, random(), sessionId(), cipherSuites(), NULL_COMPRESSION, extensions());
    return new Offer(
        hello,
        config.suites().stream().filter(suite -> hello.cipherSuites().contains(suite.codePoint())).toList(),
        config.groups().stream().filter(group -> groups().contains(group.codePoint())).toList(),
        sends(ExtensionType.SUPPORTED_GROUPS) ? groups() : List.of(),
        config.schemes().stream().filter(scheme -> schemes().contains(scheme.codePoint())).toList(),
        sends(ExtensionType.SIGNATURE_ALGORITHMS) ? schemes() : List.of(),
        config.alpn(),
        config.maxFragmentLength(),
        config.recordSizeLimit(),
        config.extendedMasterSecret() == Demand.REQUIRE,
        config.secureRenegotiation() == Demand.REQUIRE && asksForSecureRenegotiation(),
        session);
  }

  private Bytes random() {
    byte[] random = new byte[ClientHello.RANDOM_LENGTH];
    config.entropy().fill(Purpose.CLIENT_RANDOM, random, 0, random.length);
    switch (dialect.randomPrefix()) {
      case UNIX_TIME -> ByteBuffer.wrap(random).putInt((int) config.clock().instant().getEpochSecond());
      case ZERO -> ByteBuffer.wrap(random).putInt(0);
      case RANDOM -> { }
    }
    return Bytes.of(random);
  }

  /** RFC 5077 §3.4: with a ticket, an id of our own, whose return tells that the ticket was taken. */
  private Bytes sessionId() {
    boolean byTicket = session.isPresent() && offersTickets() && !session.get().ticket().isEmpty();
    if (session.isPresent() && !byTicket) {
      return session.get().sessionId();
    }
    if (!byTicket && dialect.sessionId() == Dialect.SessionIdPolicy.EMPTY) {
      return Bytes.EMPTY;
    }
    byte[] id = new byte[ClientHello.MAX_SESSION_ID];
    config.entropy().fill(Purpose.SESSION_ID, id, 0, id.length);
    return Bytes.of(id);
  }

  private List<Integer> cipherSuites() {
    return dialect.cipherSuites().isEmpty()
        ? config.suites().stream().map(CipherSuite::codePoint).toList()
        : dialect.cipherSuites();
  }

  private List<Integer> groups() {
    return dialect.groups().isEmpty()
        ? config.groups().stream().map(NamedGroup::codePoint).toList()
        : dialect.groups();
  }

  private List<Integer> schemes() {
    return dialect.schemes().isEmpty()
        ? config.schemes().stream().map(SignatureScheme::codePoint).toList()
        : dialect.schemes();
  }

  private List<Extension> extensions() {
    List<Extension> extensions = new ArrayList<>();
    for (Dialect.Slot slot : dialect.extensions()) {
      if (slot instanceof Dialect.Slot.Raw raw) {
        extensions.add(raw.extension());
      } else if (slot instanceof Dialect.Slot.Known known) {
        extension(known.type()).ifPresent(extensions::add);
      }
    }
    return extensions;
  }

  private boolean sends(ExtensionType type) {
    for (Dialect.Slot slot : dialect.extensions()) {
      if (slot instanceof Dialect.Slot.Known known && known.type() == type) {
        return extension(type).isPresent();
      } else if (slot instanceof Dialect.Slot.Raw raw && raw.extension().type() == type.code()) {
        return true;
      }
    }
    return false;
  }

  private Optional<Extension> extension(ExtensionType type) {
    return switch (type) {
      case SERVER_NAME -> when(sendsServerName(), () -> Extensions.serverName(server.text()));
      case MAX_FRAGMENT_LENGTH ->
          when(config.maxFragmentLength() != 0, () -> Extensions.maxFragmentLength(config.maxFragmentLength()));
      case STATUS_REQUEST -> when(config.statusRequest(), Extensions::statusRequest);
      case SUPPORTED_GROUPS -> when(offersEcc(), () -> Extensions.supportedGroups(groups()));
      case EC_POINT_FORMATS -> when(offersEcc(), () -> pointFormats(dialect.pointFormats()));
      case SIGNATURE_ALGORITHMS -> Optional.of(Extensions.signatureAlgorithms(schemes()));
      case ALPN -> when(!config.alpn().isEmpty(), () -> Extensions.alpn(config.alpn()));
      case EXTENDED_MASTER_SECRET ->
          when(canExtendMasterSecret(), () -> Extensions.empty(ExtensionType.EXTENDED_MASTER_SECRET));
      case RECORD_SIZE_LIMIT ->
          when(config.recordSizeLimit() != 0, () -> Extensions.recordSizeLimit(config.recordSizeLimit()));
      case SESSION_TICKET -> when(config.sessionTickets(), () -> Extensions.sessionTicket(ticket()));
      case RENEGOTIATION_INFO ->
          when(config.secureRenegotiation() != Demand.OFF, () -> Extensions.renegotiationInfo(Bytes.EMPTY));
    };
  }

  private static Optional<Extension> when(boolean wanted, Supplier<Extension> extension) {
    return wanted ? Optional.of(extension.get()) : Optional.empty();
  }

  private boolean sendsServerName() {
    return config.sendServerName() && !server.isIpAddress();
  }

  /** RFC 8422 §5.1: only with suites that have use for it; a dialect's own list is believed. */
  private boolean offersEcc() {
    return !dialect.cipherSuites().isEmpty() || config.suites().stream().anyMatch(CipherSuite::ephemeral);
  }

  private boolean canExtendMasterSecret() {
    return config.extendedMasterSecret() != Demand.OFF
        && config.engine().profile().can(Capability.EXTENDED_MASTER_SECRET);
  }

  private boolean offersExtendedMasterSecret() {
    return sends(ExtensionType.EXTENDED_MASTER_SECRET);
  }

  /** A dialect that does not ask can't insist: a server may not answer what was not offered. */
  private boolean asksForSecureRenegotiation() {
    return sends(ExtensionType.RENEGOTIATION_INFO)
        || cipherSuites().contains(Dialect.EMPTY_RENEGOTIATION_INFO_SCSV);
  }

  private boolean offersTickets() {
    return config.sessionTickets() && sends(ExtensionType.SESSION_TICKET);
  }

  private Bytes ticket() {
    return session.map(Resumable::ticket).orElse(Bytes.EMPTY);
  }

  private static Extension pointFormats(Bytes formats) {
    int[] list = new int[formats.length()];
    for (int i = 0; i < list.length; i++) {
      list[i] = formats.at(i);
    }
    return Extensions.ecPointFormats(list);
  }
}
