/**
 * Owns a simulated device's memory: regions with addresses, what happens to a write into ROM, who has allocated how
 * much for what, and the words through which an engine reads its operands. Must not know what the bytes mean.
 */
package dev.plumbline.engine.memory;
