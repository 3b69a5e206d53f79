/**
 * Makes captures as large as one likes, for measuring how they are read. Owns what such a capture is made of: recorded
 * handshakes, and packets around them. Must not know who reads it.
 */
package dev.plumbline.bench.capture;
