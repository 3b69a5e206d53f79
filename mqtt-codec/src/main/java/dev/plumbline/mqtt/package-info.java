/** Owns the MQTT 3.1.1 control packets and their bytes. Must not know how the bytes travel: no sockets, no TLS, no threads. */
package dev.plumbline.mqtt;
