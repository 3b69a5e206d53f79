package dev.plumbline.cli.mqtt;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that MQTT travels on, with TLS or without.
 *
 * @param in read by one thread
 * @param out written by another one at the same time
 * @param connection closes in good order, which may take a moment: with close_notify where there is TLS
 * @param wire closes at once, whatever state the other two are in
 */
public record Transport(InputStream in, OutputStream out, Closeable connection, Closeable wire) {}
