/**
 * A captured server flight played to our own client, on any engine with any of its switches: everything up to
 * ServerHelloDone is in clear in TLS 1.2, and the client's random is in the capture. Says what the device would have
 * done with these bytes. Must not know of rules or findings.
 */
package dev.plumbline.diagnose.replay;
