/**
 * Owns what can be said of the tokens that services take as MQTT passwords: JSON Web Tokens (RFC 7519) and Azure's
 * shared access signatures. Says what is wrong with one and by what it was found out; never holds or prints a token or
 * a signature. Must not know of captures, rules or services.
 */
package dev.plumbline.diagnose.token;
