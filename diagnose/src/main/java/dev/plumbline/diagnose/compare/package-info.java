/**
 * Two handshakes side by side: message by message, field by field, and which of the differences can change what
 * happens. Must not know of rules or findings, nor where the handshakes come from.
 */
package dev.plumbline.diagnose.compare;
