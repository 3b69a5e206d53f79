/**
 * Owns the messages of TLS 1.2 as they are written: one record for each struct of the RFCs, which reads and writes
 * itself. Reading refuses what the grammar refuses, and names struct, field and offset. Must not know states, keys,
 * or what a message means.
 */
package dev.plumbline.tls.wire;
