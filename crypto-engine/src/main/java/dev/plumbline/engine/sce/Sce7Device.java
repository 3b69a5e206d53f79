package dev.plumbline.engine.sce;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;

/** What the parts of the glue share: one device's rules, memory, engine and registers. */
record Sce7Device(
    Sce7Rules rules, DeviceMemory memory, OperationMeter meter, StatusRegister statuses, Sce7Hal hal) {
  /** Every failure of an elliptic-curve or GCM operation becomes this status, whatever the engine said. */
  static DeviceStatus collapsed(String operation) {
    return new DeviceStatus("NX_CRYPTO_NOT_SUCCESSFUL", 0x20009, operation);
  }

  /** Bytes that are there before the operation begins. */
  Allocation place(MemoryRegion region, byte[] bytes, Purpose purpose, int skew) throws EngineException {
    try {
      return memory.allocate(region, bytes.length, purpose, skew).burn(bytes, 0, bytes.length);
    } catch (MemoryFault e) {
      throw failure(e);
    }
  }

  static EngineException failure(MemoryFault fault) {
    return new EngineException(EngineException.Kind.BAD_BUFFER, fault.getMessage(), fault);
  }

  /** Left-pads a short digest and cuts a long one, to the size of the curve, as the glue does. */
  static byte[] fitted(byte[] digest, int size) {
    byte[] fitted = new byte[size];
    int length = Math.min(digest.length, fitted.length);
    System.arraycopy(digest, 0, fitted, fitted.length - length, length);
    return fitted;
  }
}
