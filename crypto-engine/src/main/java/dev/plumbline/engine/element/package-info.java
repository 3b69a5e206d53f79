/**
 * Owns the simulated secure element: an ATECC508A or 608A on its bus, with slots, locks and raw numbers, and the engine
 * that signs with it and leaves the rest to software. Must not know TLS messages or states.
 */
package dev.plumbline.engine.element;
