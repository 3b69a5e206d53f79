/**
 * Owns the engines that tests put in place of a real one, or around it: without cryptography, counting handles,
 * failing on demand, and with entropy that is known. Published as this module's test jar. Must not be used by main
 * code.
 */
package dev.plumbline.engine.testing;
