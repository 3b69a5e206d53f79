/** The plumbline command. */
module dev.plumbline.cli {
  requires com.fasterxml.jackson.databind;
  requires dev.plumbline.diagnose;
  requires dev.plumbline.engine;
  requires dev.plumbline.mqtt;
  requires dev.plumbline.tls;
  requires info.picocli;
  // Only the demo uses these: Moquette is its broker, Netty serves it TLS, Bouncy Castle's ASN.1 makes its
  // certificates.
  requires io.netty.handler;
  requires moquette.broker;
  requires org.bouncycastle.provider;

  opens dev.plumbline.cli.command to info.picocli;
  opens dev.plumbline.cli.tls to info.picocli;
}
