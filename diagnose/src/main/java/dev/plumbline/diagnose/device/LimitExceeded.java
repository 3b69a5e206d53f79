package dev.plumbline.diagnose.device;

/**
 * A limit of the device that the server went over.
 *
 * @param name which limit
 * @param limit what the device has
 * @param needed what would do
 * @param situation what a status table calls it
 * @param sentence for people
 */
public record LimitExceeded(String name, int limit, int needed, String situation, String sentence) {}
