/**
 * Owns the demonstration: a broker with keys made on the spot, a subscriber and a publisher, a device that fails and
 * is diagnosed, and the story that is told about them. The only place that knows Moquette, and that makes certificates.
 * Must not be used by any other command.
 */
package dev.plumbline.cli.demo;
