package dev.plumbline.engine.element;

/** The element answered a command with a status other than success. */
public final class ElementFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The status bytes of the ATECC family's data sheet that a command can end with here. */
  public enum Status {
    /** The signature does not verify. */
    MISCOMPARE(0x01),
    /** The command's parameters are not what the slot or the command takes. */
    PARSE_ERROR(0x03),
    /** The command can't run in this state: a zone that is not locked, a slot without a key. */
    EXECUTION_ERROR(0x0F);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  private final Status status;

  ElementFailure(Status status, String what) {
    super(what);
    this.status = status;
  }

  public Status status() {
    return status;
  }
}
