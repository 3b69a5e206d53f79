/**
 * Secrets in the NSS key log format, and the ciphers up to TLS 1.2 that they open. Owns key derivation and the opening
 * of records; must not know where records come from or what is in them. Nothing here is trusted because it deciphers.
 */
package dev.plumbline.diagnose.decrypt;
