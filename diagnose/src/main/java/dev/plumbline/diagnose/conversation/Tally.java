package dev.plumbline.diagnose.conversation;

/** Counts what one side sent; exact, whatever is kept. */
final class Tally {
  private long bytes;
  private long records;
  private long applicationRecords;
  private int longestRecord;
  private int unfinishedRecord;

  void bytes(int count) {
    bytes += count;
  }

  /** The header of a record has come. */
  void record(int length, boolean application) {
    records++;
    longestRecord = Math.max(longestRecord, length);
    unfinishedRecord = length;
    if (application) {
      applicationRecords++;
    }
  }

  /** How much of the last record is still to come. */
  void unfinished(int left) {
    unfinishedRecord = left;
  }

  long bytes() {
    return bytes;
  }

  long applicationRecords() {
    return applicationRecords;
  }

  /** @param hidden how many of the records of application data carried something else */
  Conversation.Traffic traffic(int hidden) {
    return new Conversation.Traffic(
        bytes, records, applicationRecords - hidden, longestRecord, unfinishedRecord);
  }
}
