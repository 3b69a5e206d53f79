package dev.plumbline.diagnose.tap;

/** Is told what a tap does. Called by the tap's thread, which waits meanwhile. */
public interface TapObserver {

  /** A connection is over; its flow has been told its end. */
  void ended(Passed passed);

  /** Something that concerns the tap itself and is not its end. */
  void trouble(String sentence);
}
