package dev.plumbline.engine;

/**
 * What the device's own stack or driver would have reported.
 *
 * @param name its symbolic name
 * @param code its value
 * @param stage the operation it came from
 */
public record DeviceStatus(String name, int code, String stage) {}
