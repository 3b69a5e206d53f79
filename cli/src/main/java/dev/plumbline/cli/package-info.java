/** Owns the process: its entry, streams and signals. Must not know any single command. */
package dev.plumbline.cli;
