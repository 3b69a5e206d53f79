/** A TLS 1.2 client: wire messages, record layer, handshake states, X.509 path rules, trace, and blocking adaptors. */
module dev.plumbline.tls {
  requires transitive dev.plumbline.engine;

  exports dev.plumbline.tls;
  exports dev.plumbline.tls.alert;
  exports dev.plumbline.tls.io;
  exports dev.plumbline.tls.trace;
  exports dev.plumbline.tls.wire;
  exports dev.plumbline.tls.x509;
}
