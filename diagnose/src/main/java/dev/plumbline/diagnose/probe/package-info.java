/**
 * Asks a live server what it makes of a device's ClientHello, and if nothing good, which smallest change to that hello
 * would do. Owns the hellos, the connections, what counts as working, and the search. Must not know how its results are
 * shown, nor anything of MQTT: it never sends any.
 */
package dev.plumbline.diagnose.probe;
