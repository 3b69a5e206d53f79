/**
 * Owns every way in which a connection can fail, and the alert for each (RFC 5246 §7.2). Nothing outside this package
 * picks an alert. Must not know messages, states or keys.
 */
package dev.plumbline.tls.alert;
