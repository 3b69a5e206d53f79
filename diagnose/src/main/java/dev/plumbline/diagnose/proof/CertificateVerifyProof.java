package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.DigestCandidate.Message;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a client's CertificateVerify holds (RFC 5246 §7.4.8), and if not, which slip made it so. Never throws; the
 * work is bounded by the number of messages and keys.
 */
public final class CertificateVerifyProof {
  private static final int MOST_MESSAGES = 32;
  private static final int MOST_KEYS = 8;

  /** What came of it. */
  public enum State {
    VALID,
    /** It does not hold as it is, and does once what {@link Result#slips} say is undone. */
    EXPLAINED,
    /** It does not hold, and nothing that was tried explains it. */
    INVALID,
    NOT_COMPUTED
  }

  /**
   * The answer.
   *
   * @param slips what was done otherwise than it should, as little of it as explains the signature
   * @param sentence the answer in words
   * @param fix what to do; empty if there is nothing
   */
  public record Result(State state, List<Slip> slips, String sentence, String fix) {
    public Result {
      slips = List.copyOf(slips);
    }
  }

  /**
   * A key that may have signed.
   *
   * @param words what a sentence calls it: {@code the key of client.pem}
   */
  public record Candidate(KeyFacts key, String words) {}

  /**
   * What was signed, and how.
   *
   * @param key of the client's certificate
   * @param others keys that may have been used instead
   * @param messages all handshake messages before CertificateVerify, each with its header, without HelloRequest
   * @param itself the CertificateVerify message with its header; empty if it is not to be tried
   * @param scheme the code point that it announces; -1 before TLS 1.2
   */
  public record Question(
      KeyFacts key, List<Candidate> others, List<byte[]> messages, byte[] itself, int scheme, byte[] signature) {
    public Question {
      others = List.copyOf(others);
      messages = List.copyOf(messages);
    }
  }

  private final Question question;

  private CertificateVerifyProof(Question question) {
    this.question = question;
  }

  public static Result of(Question question) {
    return new CertificateVerifyProof(question).prove();
  }

  private Result prove() {
    byte[] transcript = join(question.messages());
    SignatureCheck check = SignatureProof.verify(question.key(), transcript, question.scheme(), question.signature());
    if (check.valid()) {
      return new Result(State.VALID, List.of(), "the signature fits the client's key and all messages before it", "");
    }
    if (question.signature().length == 0 || ByteOrders.allZero(question.signature()) || zeroNumbers()) {
      Slip zero = new Slip(Slip.Kind.ALL_ZERO, "it is nothing but zeros");
      return new Result(State.EXPLAINED, List.of(zero), "the signature is nothing but zeros", zero.kind().fix());
    }
    Optional<List<Slip>> slips = search();
    if (slips.isPresent()) {
      return explained(slips.get());
    }
    return check.state() == SignatureCheck.State.NOT_COMPUTED
        ? new Result(State.NOT_COMPUTED, List.of(), check.reason(), "")
        : new Result(
            State.INVALID,
            List.of(),
            check.reason() + ", nor does any other form, hash, transcript or key that was tried",
            "");
  }

  private boolean zeroNumbers() {
    return EcdsaReading.all(question.signature(), 0).stream()
        .anyMatch(reading -> ByteOrders.allZero(reading.r()) && ByteOrders.allZero(reading.s()));
  }

  private static Result explained(List<Slip> slips) {
    String sentence =
        "the signature does not hold as it is, but verifies otherwise: "
            + slips.stream().map(Slip::words).collect(Collectors.joining("; and "));
    String fix = slips.stream().map(slip -> slip.kind().fix()).distinct().collect(Collectors.joining("; "));
    return new Result(State.EXPLAINED, slips, sentence, fix);
  }

  /** The client's own key first; another one only if nothing fits that. */
  private Optional<List<Slip>> search() {
    Optional<List<Slip>> own = search(question.key());
    if (own.isPresent()) {
      return own;
    }
    for (Candidate other : question.others().subList(0, Math.min(MOST_KEYS, question.others().size()))) {
      Optional<List<Slip>> fits = search(other.key());
      if (fits.isPresent()) {
        List<Slip> slips = new ArrayList<>(fits.get());
        slips.add(
            0,
            new Slip(
                Slip.Kind.OTHER_KEY,
                "it was made with " + other.words() + " and not with that of the certificate sent"));
        return Optional.of(slips);
      }
    }
    return Optional.empty();
  }

  private Optional<List<Slip>> search(KeyFacts key) {
    if (key.key().isEmpty()) {
      return Optional.empty();
    }
    TlsScheme before = TlsScheme.before12(key);
    TlsScheme announced = question.scheme() < 0 ? before : TlsScheme.of(question.scheme()).orElse(before);
    boolean mismatch = !key.type().startsWith(announced.keyType());
    List<DigestCandidate> digests =
        DigestCandidate.of(transcripts(), announced.hash().isEmpty() ? "SHA-256" : announced.hash());
    Optional<List<Slip>> slips =
        key.isEc() ? EcdsaVariants.search(key.key().get(), EcdsaVariants.Encoding.DER, digests, question.signature())
            : key.isRsa() ? RsaVariants.search(key.key().get(), announced.pss(), digests, question.signature())
                : Optional.empty();
    if (slips.isEmpty() || !mismatch) {
      return slips;
    }
    List<Slip> all = new ArrayList<>(slips.get());
    all.add(
        0,
        new Slip(
            Slip.Kind.OTHER_SCHEME,
            "it announces " + announced.words() + ", and the key that made it is " + key.words()));
    return Optional.of(all);
  }

  /** The right transcript first, then those with one message less or more, or that end earlier. */
  private List<Message> transcripts() {
    List<byte[]> all = question.messages();
    List<Message> messages = new ArrayList<>(List.of(new Message(join(all), List.of())));
    if (question.itself().length > 0) {
      List<byte[]> more = new ArrayList<>(all);
      more.add(question.itself());
      messages.add(transcript(more, "CertificateVerify itself was hashed as well"));
    }
    int count = Math.min(all.size(), MOST_MESSAGES);
    for (int i = count - 1; i >= 0; i--) {
      List<byte[]> less = new ArrayList<>(all);
      byte[] left = less.remove(i);
      messages.add(transcript(less, name(left) + " was left out of what was hashed"));
    }
    for (int i = count - 2; i > 0; i--) {
      messages.add(transcript(all.subList(0, i), "only the messages up to " + name(all.get(i - 1)) + " were hashed"));
    }
    return messages;
  }

  private static Message transcript(List<byte[]> messages, String words) {
    return new Message(join(messages), List.of(new Slip(Slip.Kind.OTHER_TRANSCRIPT, words)));
  }

  private static byte[] join(List<byte[]> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    messages.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static String name(byte[] message) {
    int type = message.length == 0 ? -1 : message[0] & 0xFF;
    return switch (type) {
      case 1 -> "ClientHello";
      case 2 -> "ServerHello";
      case 4 -> "NewSessionTicket";
      case 11 -> "Certificate";
      case 12 -> "ServerKeyExchange";
      case 13 -> "CertificateRequest";
      case 14 -> "ServerHelloDone";
      case 16 -> "ClientKeyExchange";
      case 22 -> "CertificateStatus";
      default -> String.format(Locale.ROOT, "a message of type %d", type);
    };
  }
}
