/**
 * Owns the run of the published Wycheproof vectors over the software and jca engines, and what is decided for the
 * "acceptable" cases.
 */
package dev.plumbline.engine.wycheproof;
