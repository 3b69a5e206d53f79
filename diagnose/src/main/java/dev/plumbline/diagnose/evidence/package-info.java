/**
 * What a user can lay on the table besides a capture: what the device trusts, its certificates and keys, its limits,
 * its words for the failure. Reads it, and says what is wrong with it. Must not know of rules or findings.
 */
package dev.plumbline.diagnose.evidence;
