/**
 * Owns how users write engines: a name, its switches, and where anchors and keys are kept. Must not know how an
 * engine works.
 */
package dev.plumbline.engine.spec;
