/**
 * Owns how a command ends: its exit status, the sentence that goes with a failure, what a signal does to it, and what
 * is said of arguments and files that can't be used. Must not know TLS or MQTT.
 */
package dev.plumbline.cli.outcome;
