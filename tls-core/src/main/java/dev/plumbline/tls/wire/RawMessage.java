package dev.plumbline.tls.wire;

/**
 * A handshake message as it was received: where its header and body lie in the receive buffer. The bytes go into the
 * transcript as they are, never as we would have written them. Valid until the next record is read.
 *
 * @param type its type
 * @param array the buffer
 * @param offset where the header begins
 * @param length header and body, in bytes
 */
public record RawMessage(HandshakeType type, byte[] array, int offset, int length) {
  /** A reader over the body. */
  public WireReader body() {
    return new WireReader(
        type.rfcName(), array, offset + HandshakeMessage.HEADER_LENGTH, length - HandshakeMessage.HEADER_LENGTH);
  }

  @Override
  public String toString() {
    return type.rfcName() + " of " + length + " bytes";
  }
}
