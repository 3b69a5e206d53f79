/**
 * Owns the run of the published Wycheproof vectors over the software engine, and what is decided for its "acceptable"
 * cases.
 */
package dev.plumbline.engine.wycheproof;
