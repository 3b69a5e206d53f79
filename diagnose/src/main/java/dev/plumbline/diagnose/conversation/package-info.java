/**
 * What two ends said to each other, as a capture or a tap shows it: records, handshake messages, alerts, MQTT packets,
 * each with the place where it stands. Parses whatever comes without giving up and judges nothing. Must not know of
 * rules or findings.
 */
package dev.plumbline.diagnose.conversation;
