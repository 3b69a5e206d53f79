/**
 * Owns the boundary between the TLS state machine and whatever computes for it: TLS-level verbs over typed handles.
 *
 * <p>The verbs are those that secure crypto engines offer (verify a certificate, verify the server's share, make the
 * master secret, seal a record), because hardware that keeps its keys offers nothing smaller; software builds them from
 * primitives. Must not know handshake messages, record headers, X.509 path rules, sockets or files.
 */
package dev.plumbline.engine;
