/**
 * Owns the commands and their options: what each is called, how it is explained, what values it takes. Thin: a command
 * reads its options, hands them on, and turns the outcome into an exit status. Must not know how TLS or MQTT work.
 */
package dev.plumbline.cli.command;
