/**
 * Owns the form of a recorded handshake: the records that say what one holds, and the file that carries it. Must not
 * know how a handshake works, so that a file can be judged, exported or drawn without a TLS stack.
 */
package dev.plumbline.vectors;
