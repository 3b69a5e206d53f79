/**
 * Owns the order of the handshake: one class for each awaited message, what each checks, and what follows (RFC 5246
 * §7.3, §7.4). Must not know the configuration, only what was offered; never a secret's bytes, only handles; nor
 * sockets or time.
 */
package dev.plumbline.tls.handshake;
