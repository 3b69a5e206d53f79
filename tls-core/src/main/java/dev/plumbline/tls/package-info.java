/**
 * Owns what a caller of the client sees: its configuration, its four byte ports, its sessions, and what is known of a
 * connection. Must not know how a record is protected or which message comes next; turns the configuration into what
 * is offered, and nothing deeper looks at the configuration.
 */
package dev.plumbline.tls;
