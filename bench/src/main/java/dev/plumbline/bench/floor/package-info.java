/**
 * Owns the floors: the least code that does the same work, written by hand for one case each, without protocol, checks
 * or generality. Must not be taken for something to use.
 */
package dev.plumbline.bench.floor;
