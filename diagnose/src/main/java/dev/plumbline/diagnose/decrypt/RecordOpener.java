package dev.plumbline.diagnose.decrypt;

import java.util.Optional;

/** Opens the records of one side. Not thread-safe. */
public interface RecordOpener {
  /**
   * The content of a record, if it is the record with that number under these keys.
   *
   * @param number its sequence number since the keys were switched on
   * @param version as the record's header has it
   */
  Optional<byte[]> open(long number, int contentType, int version, byte[] fragment);

  /**
   * A record was passed over.
   *
   * @param fragment null if it is not known
   */
  default void passedOver(byte[] fragment) {}
}
