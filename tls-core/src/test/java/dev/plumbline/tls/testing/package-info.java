/**
 * Owns what tests of several modules need to play the other side: certificates and keys made on the spot, peers,
 * scripted servers. Published as a test-jar. Must not be needed by anything that ships.
 */
package dev.plumbline.tls.testing;
