/**
 * Real servers to hold the client against: processes of other people's stacks, other stacks in this JVM, a broker, and
 * a proxy that spoils what passes through it.
 *
 * <p>Must not know our client: what is here only speaks of certificates, suites and ports. Everything listens on
 * 127.0.0.1 at a port of its own, and no process outlives the JVM that started it, however that JVM ends.
 */
package dev.plumbline.tls.testing.peer;
