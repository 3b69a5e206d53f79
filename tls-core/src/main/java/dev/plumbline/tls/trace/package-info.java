/**
 * Owns what an observer may see: every intermediate value of a handshake in derivation order, and every decision with
 * its clause. Must not know how a value is computed, and costs nothing when nobody looks.
 */
package dev.plumbline.tls.trace;
