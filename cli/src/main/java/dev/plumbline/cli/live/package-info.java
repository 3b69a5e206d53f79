/**
 * Owns the connections that a command makes itself and looks at as if they had been captured. Must not know what is
 * made of them.
 */
package dev.plumbline.cli.live;
