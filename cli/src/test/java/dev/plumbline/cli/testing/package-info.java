/**
 * Owns what the tests of the command share: running a command line, and servers that behave badly. Must not test
 * anything.
 */
package dev.plumbline.cli.testing;
