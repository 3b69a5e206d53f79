/**
 * Owns how an MQTT session is run over a blocking connection, and what pub and sub do with it. Must not know how TLS
 * works, nor how options are written.
 */
package dev.plumbline.cli.mqtt;
