package dev.plumbline.diagnose.flow;

/**
 * Where the bytes that are handed over now stand in the capture.
 *
 * @param frame number of the frame, from 1, as Wireshark counts; 0 where nothing was captured (a live tap)
 * @param offset of the first of them within the frame
 * @param nanos when the frame was captured, in nanoseconds since 1970
 */
public record Stretch(long frame, int offset, long nanos) {}
