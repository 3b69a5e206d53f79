/**
 * The live tap: passes the bytes of many connections on untouched, writes them into a capture, and tells them to {@link
 * dev.plumbline.diagnose.flow.FlowListener}. Owns sockets, back pressure, and delays made on purpose. Must not know
 * what the bytes mean; only {@link dev.plumbline.diagnose.tap.TapDesk}, where connections arrive when they are over,
 * sees what they said.
 */
package dev.plumbline.diagnose.tap;
