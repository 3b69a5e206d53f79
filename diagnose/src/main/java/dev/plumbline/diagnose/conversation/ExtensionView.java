package dev.plumbline.diagnose.conversation;

/**
 * An extension of a hello (RFC 5246 §7.4.1.4).
 *
 * @param offset of its data within the body of the message
 */
public record ExtensionView(int type, byte[] data, int offset) {}
