package dev.plumbline.vectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * One connection from first record to last.
 *
 * @param clock what time it was for the client, all along
 * @param entropy every draw of random bytes, in order
 * @param flights every record of both directions, in the order in which the client saw them
 * @param applicationData what was said inside, in order
 * @param intermediates every value between the bytes, in order of derivation
 * @param facts what came of it
 */
public record RecordedConnection(
    Instant clock,
    List<Draw> entropy,
    List<Flight> flights,
    List<ApplicationData> applicationData,
    List<Intermediate> intermediates,
    ConnectionFacts facts) {
  public RecordedConnection {
    Rules.present(clock, "clock");
    Rules.check(clock.getNano() == 0, "the clock counts whole seconds");
    entropy = List.copyOf(Rules.present(entropy, "entropy"));
    flights = Rules.some(flights, "flights");
    applicationData = List.copyOf(Rules.present(applicationData, "application data"));
    intermediates = Rules.some(intermediates, "intermediates");
    Rules.present(facts, "facts");
  }

  /** The value at a point that occurs once. */
  public Hex intermediate(String point) {
    List<Hex> values = intermediates.stream().filter(i -> i.point().equals(point)).map(Intermediate::bytes).toList();
    Rules.check(values.size() == 1, point + " occurs " + values.size() + " times");
    return values.get(0);
  }

  /** Who sent something. */
  public enum Side {
    @JsonProperty("client")
    CLIENT,
    @JsonProperty("server")
    SERVER
  }

  /** What a flight belongs to. */
  public enum Phase {
    @JsonProperty("handshake")
    HANDSHAKE,
    @JsonProperty("application")
    APPLICATION,
    @JsonProperty("closure")
    CLOSURE
  }

  /**
   * Random bytes that the client asked for in one go.
   *
   * @param purpose what for: CLIENT_RANDOM, EPHEMERAL_KEY, PRE_MASTER_SECRET, …
   */
  public record Draw(String purpose, Hex bytes) {
    public Draw {
      Rules.constant(purpose);
      Rules.present(bytes, "bytes");
    }
  }

  /** Records that one side sent without waiting for the other, all of one phase. */
  public record Flight(Side from, Phase phase, List<TlsRecord> records) {
    public Flight {
      Rules.present(from, "side");
      Rules.present(phase, "phase");
      records = Rules.some(records, "records");
    }
  }

  /**
   * One record as on the wire.
   *
   * @param bytes header and fragment
   * @param protection how the fragment comes about, or null before ChangeCipherSpec
   */
  public record TlsRecord(Hex bytes, Protection protection) {
    public TlsRecord {
      Rules.present(bytes, "bytes");
      Rules.check(bytes.length() > 5, "a record is longer than its header");
    }
  }

  /**
   * The operands of AEAD encryption (RFC 5246 §6.2.3.3, RFC 5288 §3). Key and implicit nonce are among the
   * intermediates.
   *
   * @param sequence the record's sequence number
   * @param nonce the whole nonce: implicit part and explicit part
   * @param additionalData sequence number, type, version and plaintext length
   * @param plaintext what was protected
   */
  public record Protection(long sequence, Hex nonce, Hex additionalData, Hex plaintext) {
    public Protection {
      Rules.check(sequence >= 0, "a sequence number is not negative");
      Rules.check(Rules.present(nonce, "nonce").length() == 12, "a nonce has 12 bytes");
      Rules.check(Rules.present(additionalData, "additional data").length() == 13, "additional data has 13 bytes");
      Rules.present(plaintext, "plaintext");
    }
  }

  /** Bytes that one application gave to the other, in one go. */
  public record ApplicationData(Side from, Hex bytes) {
    public ApplicationData {
      Rules.present(from, "side");
      Rules.present(bytes, "bytes");
    }
  }

  /**
   * A value that both sides must come by.
   *
   * @param point its name: MASTER_SECRET, KEY_BLOCK, VERIFY_DATA_CLIENT, …
   */
  public record Intermediate(String point, Hex bytes) {
    public Intermediate {
      Rules.constant(point);
      Rules.present(bytes, "bytes");
    }
  }

  /**
   * What the client must report at the end.
   *
   * @param suite the suite that was agreed
   * @param group the group of the key exchange, or null without one
   * @param signatureScheme how the server signed its share, or null where it did not
   * @param resumed whether an earlier session went on
   * @param extendedMasterSecret whether RFC 7627 was agreed
   * @param secureRenegotiation whether RFC 5746 was agreed
   * @param alpn the protocol agreed, or null
   * @param recordLimitOut the most bytes of plaintext that the client puts into one record
   * @param sessionId the session's id as the server named it, possibly empty
   * @param clientAuthenticationRequested whether the server sent CertificateRequest
   */
  public record ConnectionFacts(
      String suite,
      String group,
      String signatureScheme,
      boolean resumed,
      boolean extendedMasterSecret,
      boolean secureRenegotiation,
      String alpn,
      int recordLimitOut,
      Hex sessionId,
      boolean clientAuthenticationRequested) {
    public ConnectionFacts {
      Rules.constant(suite);
      Rules.constantOrNull(group);
      Rules.constantOrNull(signatureScheme);
      Rules.check(alpn == null || !alpn.isBlank(), "empty protocol");
      Rules.check(recordLimitOut > 0 && recordLimitOut <= 16384, "a record holds 1 to 16384 bytes");
      Rules.check(Rules.present(sessionId, "session id").length() <= 32, "a session id has at most 32 bytes");
    }
  }
}
