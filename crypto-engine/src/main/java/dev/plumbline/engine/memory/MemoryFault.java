package dev.plumbline.engine.memory;

/** An access that the device's memory does not allow. */
public final class MemoryFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong with it. */
  public enum Kind {
    /** A write into ROM, where the device faults on one. */
    ROM_WRITE,
    /** An address that an engine needs aligned, and is not. */
    MISALIGNED,
    /** Operands that must not overlap, and do. */
    OVERLAP,
    /** An operand in a region that the engine can't read. */
    REGION,
    /** The region is full. */
    EXHAUSTED
  }

  private final Kind kind;

  public MemoryFault(Kind kind, String what) {
    super(what);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
