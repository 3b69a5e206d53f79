/**
 * Owns what is said when a connection ends badly: the one place where alerts, faults and errors of the network become
 * an exit status and a sentence that says what to do next. Must not make connections.
 */
package dev.plumbline.cli.explain;
