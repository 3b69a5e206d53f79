package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.Side;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One connection as it was seen.
 *
 * @param stream its number in the capture, from 0
 * @param protocol what the client speaks; if the client was not heard, what the server speaks
 * @param events what happened, in the order of the capture; the first of them where there were very many
 * @param left how many events were left out for want of memory
 * @param client what the client sent in all
 * @param server what the server sent in all
 * @param keys what became of its encrypted records
 * @param form how much of it is here
 */
public record Conversation(
    int stream,
    Endpoint clientEnd,
    Endpoint serverEnd,
    Protocol protocol,
    FlowQuality quality,
    List<Event> events,
    long left,
    Traffic client,
    Traffic server,
    Keys keys,
    Form form) {

  /** Whether the secrets that are known open what is encrypted. */
  public enum Keys {
    /** Nothing is encrypted. */
    NOT_NEEDED,
    /** There is no secret for this connection. */
    MISSING,
    /** Its suite or version is not among those that can be deciphered. */
    UNSUPPORTED,
    /** There is one under this client random, but it opens nothing: it belongs to another connection. */
    MISFIT,
    /** It opens the records. */
    FIT
  }

  /** How much of a conversation is left when a capture holds more than memory does. */
  public enum Form {
    /** Everything, up to the limits of one connection. */
    WHOLE,
    /** It worked, by all that was seen, and so it was shortened: events may be few or none. */
    WORKED,
    /** It was shortened for want of memory although it may have failed: events may be few or none. */
    SHORTENED
  }

  /**
   * What one side sent in all, events that were left out included.
   *
   * @param bytes of payload
   * @param records of TLS
   * @param applicationRecords records of application data
   * @param longestRecord length of the longest record's fragment; 0 without any
   * @param unfinishedRecord bytes that were announced by the last record's header and never came; 0 if it is complete
   */
  public record Traffic(
      long bytes, long records, long applicationRecords, int longestRecord, int unfinishedRecord) {}

  public Conversation {
    events = List.copyOf(events);
  }

  /** A whole one of which no record was deciphered. */
  public Conversation(
      int stream,
      Endpoint clientEnd,
      Endpoint serverEnd,
      Protocol protocol,
      FlowQuality quality,
      List<Event> events,
      long left,
      Traffic client,
      Traffic server) {
    this(stream, clientEnd, serverEnd, protocol, quality, events, left, client, server, Keys.MISSING, Form.WHOLE);
  }

  /** The same, said between other ends. */
  public Conversation between(Endpoint newClientEnd, Endpoint newServerEnd) {
    return new Conversation(
        stream, newClientEnd, newServerEnd, protocol, quality, events, left, client, server, keys, form);
  }

  public Traffic traffic(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  /** The events of one kind. */
  public <E extends Event> Stream<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The events of one kind from one side. */
  public <E extends Event> Stream<E> all(Class<E> kind, Side from) {
    return all(kind).filter(event -> event.from() == from);
  }

  /** The first handshake message of that type from that side that can be read. */
  public Optional<Event.Handshake> handshake(Side from, int type) {
    return all(Event.Handshake.class, from).filter(message -> message.type() == type).findFirst();
  }

  /** The last event that satisfies a condition. */
  public Optional<Event> last(Predicate<Event> condition) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (condition.test(events.get(i))) {
        return Optional.of(events.get(i));
      }
    }
    return Optional.empty();
  }

  /** When it began. */
  public Optional<Instant> start() {
    return events.stream().findFirst().map(Event::time);
  }

  /** The first hello of the client, if it is complete and can be read. */
  public Optional<ClientHelloView> clientHello() {
    return complete(Side.CLIENT, 1).flatMap(ClientHelloView::read);
  }

  /** The server's answer to it. */
  public Optional<ServerHelloView> serverHello() {
    return complete(Side.SERVER, 2).flatMap(ServerHelloView::read);
  }

  /** The certificates of one side: empty if it sent no Certificate message that can be read. */
  public Optional<CertificateView> certificate(Side side) {
    return complete(side, 11).flatMap(CertificateView::read);
  }

  public Optional<ServerKeyExchangeView> serverKeyExchange() {
    return serverHello().flatMap(
        hello -> complete(Side.SERVER, 12).flatMap(message -> ServerKeyExchangeView.read(message, hello)));
  }

  public Optional<CertificateRequestView> certificateRequest() {
    return serverHello().flatMap(
        hello -> complete(Side.SERVER, 13).flatMap(message -> CertificateRequestView.read(message, hello)));
  }

  public Optional<CertificateVerifyView> certificateVerify() {
    return serverHello().flatMap(
        hello -> complete(Side.CLIENT, 15).flatMap(message -> CertificateVerifyView.read(message, hello)));
  }

  private Optional<Event.Handshake> complete(Side from, int type) {
    return handshake(from, type).filter(Event.Handshake::complete);
  }
}
