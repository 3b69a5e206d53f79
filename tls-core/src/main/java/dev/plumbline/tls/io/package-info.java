/**
 * Owns what touches sockets and files on behalf of a {@link dev.plumbline.tls.TlsClient}: the blocking connection,
 * its faces as {@code SSLSocket} and {@code SSLSocketFactory}, and the capture of what went over the wire. Must not
 * know the protocol: it moves bytes to and from the client, and turns its alerts into exceptions.
 */
package dev.plumbline.tls.io;
