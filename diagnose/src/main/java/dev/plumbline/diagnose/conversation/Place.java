package dev.plumbline.diagnose.conversation;

/**
 * Where something stands in the capture.
 *
 * @param frame number of the frame with its first byte, from 1; 0 if there is no capture
 * @param offset of its first byte within that frame
 * @param length how many of its bytes are in that frame
 * @param total how many bytes it has in all
 * @param lastFrame number of the frame with its last byte
 */
public record Place(long frame, int offset, int length, int total, long lastFrame) {
  /** Where there is nothing to show. */
  public static final Place NONE = new Place(0, 0, 0, 0, 0);
}
