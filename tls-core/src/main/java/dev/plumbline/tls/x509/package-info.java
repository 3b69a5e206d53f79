/** Owns certificates and path rules. */
package dev.plumbline.tls.x509;
