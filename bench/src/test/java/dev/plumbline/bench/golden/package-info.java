/**
 * Owns the recording of handshakes with real servers into vectors, and their replay without any. Must not know how a
 * vector is written down.
 */
package dev.plumbline.bench.golden;
