/**
 * Owns what the options about TLS come to: an engine, anchors, credentials, a configuration, files to write; and one
 * connection made with them. Must not know what a command does with the connection.
 */
package dev.plumbline.cli.tls;
