/** Owns the process: its entry, its signals, and how failures become exit statuses. Must not know any single command's work. */
package dev.plumbline.cli;
