/**
 * Owns what lies below TLS: host names, TCP connections, and the time that both may take. Must not know what travels
 * on a connection.
 */
package dev.plumbline.cli.net;
