/**
 * Owns the files that private keys come in: PEM and DER; PKCS#8, PKCS#1 and SEC1; encrypted or not. Must not know
 * engines, TLS, or where a file lies; whoever finds a file unusable is told in one sentence what to do about it.
 */
package dev.plumbline.engine.key;
