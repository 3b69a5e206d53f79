/**
 * Owns the client's side of an MQTT 3.1.1 session (chapters 3 and 4): who may say what when, what must be answered,
 * what is sent again after a connection was lost. Must not know how bytes travel, nor what time it is: both are
 * handed in. No sockets, no TLS, no threads.
 */
package dev.plumbline.mqtt.session;
