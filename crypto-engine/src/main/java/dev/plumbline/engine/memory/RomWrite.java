package dev.plumbline.engine.memory;

/**
 * What the device does with a write into ROM. The sources do not say; ignoring it is the model's default, an inference.
 */
public enum RomWrite {
  /** The bus ignores it: the bytes stay, and nobody is told. */
  DROPPED,
  /** The bus faults: the operation ends. */
  FAULTS
}
