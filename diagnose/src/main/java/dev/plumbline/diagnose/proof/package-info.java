/**
 * What can be computed about certificates and signatures that were seen: what a chain leads to and at which clock,
 * whose names and keys fit, which signature verifies, and if one does not, which slip would explain it. Works on
 * bytes, keys and instants; computes with Bouncy Castle through the JCA, because nothing is trusted for it. Must not
 * know of conversations, rules or findings.
 */
package dev.plumbline.diagnose.proof;
