package dev.plumbline.engine;

/** Where a device keeps an operand. Software engines don't care; simulated ones do. */
public enum MemoryRegion {
  RAM,
  ROM
}
