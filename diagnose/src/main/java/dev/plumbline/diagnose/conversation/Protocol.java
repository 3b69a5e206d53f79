package dev.plumbline.diagnose.conversation;

/** What a connection speaks, by its first bytes. */
public enum Protocol {
  TLS,
  /** MQTT in clear. */
  MQTT,
  HTTP,
  /** Something else. */
  OTHER,
  /** Nothing: no payload at all. */
  SILENT
}
