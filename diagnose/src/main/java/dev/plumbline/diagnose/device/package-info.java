/**
 * Owns what a device would have said and needed: the status its stack reports and the alert it sends where this
 * client stops, the limits that it exceeds, and what the handshake cost it. Must not know how profiles are stored.
 */
package dev.plumbline.diagnose.device;
