/**
 * Owns the engine on Java's own crypto interface (JCA): which provider computes what, and how a provider is asked so
 * that the bytes are those of {@code software}. Must not know TLS, nor any provider's classes at compile time.
 */
package dev.plumbline.engine.jca;
