package dev.plumbline.diagnose.lab;

import dev.plumbline.tls.testing.IssuedCertificate;

/** The stacks whose clients judge a server's certificates in the lab, all with TLS 1.2. */
enum Stack {
  OPENSSL {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return Clients.openssl(anchor, name, CONNECT, "-tls1_2");
    }
  },
  GNUTLS {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return Clients.gnutls(anchor, name, CONNECT, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
    }
  },
  NSS {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return Clients.nss(anchor, name, CONNECT, "-V", "tls1.2:tls1.2");
    }
  },
  JSSE {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return Clients.jsse(
          anchor, name, null, settings -> settings.setProtocols(new String[] {"TLSv1.2"}), CONNECT);
    }
  },
  MBEDTLS {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return CompiledClient.MBEDTLS.client(anchor, name, CONNECT);
    }
  },
  WOLFSSL {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return CompiledClient.WOLFSSL.client(anchor, name, CONNECT);
    }
  },
  BEARSSL {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return CompiledClient.BEARSSL.client(anchor, name, CONNECT);
    }
  },
  /** Our client, as a Synergy board. */
  SYNERGY {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return LabDevice.of("synergy-ssp2").trusting(anchor).named(name).says(CONNECT);
    }
  },
  /** Our client, as an Arduino board. */
  ARDUINO {
    @Override
    LabClient client(IssuedCertificate anchor, String name) {
      return LabDevice.of("arduino-bearssl").trusting(anchor).named(name).says(CONNECT);
    }
  };

  private static final byte[] CONNECT = Mqtt.connect("lab-1");

  abstract LabClient client(IssuedCertificate anchor, String name);

  /** Whether it is our client, which has no more than our suites. */
  boolean ours() {
    return this == SYNERGY || this == ARDUINO;
  }
}
