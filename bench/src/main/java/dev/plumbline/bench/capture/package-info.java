/**
 * Makes captures as large as one likes, and measures what it takes to diagnose them. Owns what such a capture is made
 * of: recorded handshakes, and packets around them. Must not know how the diagnosis works.
 */
package dev.plumbline.bench.capture;
