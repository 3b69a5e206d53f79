/**
 * Owns the control packets of MQTT 3.1.1, their bytes, and the catalogue of what can be wrong with them (OASIS
 * standard of 29 October 2014, chapters 1 to 4.7). Must not know how the bytes travel, who sends them when, or what
 * time it is: no sockets, no TLS, no threads, no clock.
 */
package dev.plumbline.mqtt;
