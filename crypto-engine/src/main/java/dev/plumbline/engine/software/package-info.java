/**
 * Owns the reference computations, on Bouncy Castle's lightweight API: curves, RSA, hashes, AES-GCM. Not exported;
 * reached through {@link dev.plumbline.engine.Engines}. Must not know TLS: what the verbs are made for is {@code
 * spi}'s business.
 */
package dev.plumbline.engine.software;
