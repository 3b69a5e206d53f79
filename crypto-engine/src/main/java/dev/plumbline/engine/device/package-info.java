/**
 * Owns what simulated engines share: the counter of operations with their estimated cost, switches by name, and the
 * engine face that puts the device's own status on every failure. Must not know any one device's rules.
 */
package dev.plumbline.engine.device;
