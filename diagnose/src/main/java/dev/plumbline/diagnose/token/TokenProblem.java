package dev.plumbline.diagnose.token;

/**
 * One thing that is wrong with a token.
 *
 * @param sentence what it is and what it should be, for people; nothing in it is secret
 */
public record TokenProblem(Kind kind, String sentence) {

  /** What a problem is about; the order is that in which a service meets them. */
  public enum Topic {
    ENCODING,
    ALGORITHM,
    SIGNATURE,
    TIME,
    CLAIMS
  }

  /** What can be wrong. */
  public enum Kind {
    NOT_THREE_SEGMENTS(Topic.ENCODING, "C11"),
    PADDING(Topic.ENCODING, "C11"),
    STANDARD_BASE64(Topic.ENCODING, "C11"),
    FOREIGN_CHARACTERS(Topic.ENCODING, "C11"),
    HEADER_UNREADABLE(Topic.ENCODING, "C11"),
    CLAIMS_UNREADABLE(Topic.ENCODING, "C11"),
    NOT_URL_ENCODED(Topic.ENCODING, "C76"),
    FIELD_MISSING(Topic.ENCODING, "C76"),
    TOO_LONG(Topic.ENCODING, "C66"),
    ALGORITHM_NOT_TAKEN(Topic.ALGORITHM, "C12"),
    ALGORITHM_AGAINST_KEY(Topic.ALGORITHM, "C12"),
    SIGNATURE_IS_DER(Topic.ALGORITHM, "C12"),
    SIGNATURE_LENGTH(Topic.ALGORITHM, "C12"),
    SIGNATURE_CUT(Topic.SIGNATURE, "C66"),
    MAC_LENGTH(Topic.SIGNATURE, "C76"),
    SIGNATURE_MISSING(Topic.SIGNATURE, "C74"),
    SIGNATURE_ALL_ZERO(Topic.SIGNATURE, "C74"),
    SIGNATURE_OTHERWISE(Topic.SIGNATURE, "C74"),
    SIGNATURE_WRONG(Topic.SIGNATURE, "C73"),
    TIME_UNREADABLE(Topic.TIME, "C36"),
    MILLISECONDS(Topic.TIME, "C36"),
    EXPIRED(Topic.TIME, "C36"),
    NOT_YET_VALID(Topic.TIME, "C36"),
    LIFETIME_TOO_LONG(Topic.TIME, "C36"),
    ENDS_BEFORE_IT_BEGINS(Topic.TIME, "C36"),
    TIME_MISSING(Topic.CLAIMS, "C36"),
    AUDIENCE_WRONG(Topic.CLAIMS, "C76");

    private final Topic topic;
    private final String caseId;

    Kind(Topic topic, String caseId) {
      this.topic = topic;
      this.caseId = caseId;
    }

    public Topic topic() {
      return topic;
    }

    /** The case of the casebook. */
    public String caseId() {
      return caseId;
    }
  }
}
