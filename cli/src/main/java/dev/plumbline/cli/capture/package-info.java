/** Captures for commands: read from a file with progress, and narrowed down to what the user asked for. */
package dev.plumbline.cli.capture;
