/**
 * Owns device profiles: what a device's TLS stack offers and how it behaves, as data with its source, and how a
 * client is configured to sound like it. Must not know how a failure is reported; that is {@code
 * dev.plumbline.diagnose.device}.
 */
package dev.plumbline.diagnose.profile;
