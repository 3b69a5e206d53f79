package dev.plumbline.tls;

/** What a {@link TlsClient} can make use of now. */
public enum Want {
  /** {@link TlsClient#receive} would consume bytes of the server. */
  RECEIVE,
  /** {@link TlsClient#transmit} has bytes for the server. */
  TRANSMIT,
  /** {@link TlsClient#send} would take application data. */
  SEND,
  /** {@link TlsClient#read} has application data. */
  READ,
  /** The engine was busy: nothing was lost, and {@link TlsClient#retry} does the same step again. */
  RETRY,
  /** The connection is over and nothing is left to transmit. */
  CLOSED
}
