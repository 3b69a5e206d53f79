package dev.plumbline.tls.interop;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * One cell of the interop matrix.
 *
 * @param kind key exchange and the server's key
 * @param group the group that is wanted
 * @param device what the client authenticates with
 * @param resumption how a second connection takes up the first
 * @param binding whether extended_master_secret is offered
 * @param limit what bounds the records
 */
record Case(Kind kind, NamedGroup group, Device device, Resumption resumption, Binding binding, Limit limit) {
  /** A suite with a type of key. */
  enum Kind {
    ECDSA_P256("C02B, P-256 key", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, InteropPki.P256),
    ECDSA_P384("C02B, P-384 key", CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, InteropPki.P384),
    ECDHE_RSA("C02F, RSA key", CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, InteropPki.RSA),
    STATIC_RSA("009C, RSA key", CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, InteropPki.RSA);

    final String title;
    final CipherSuite suite;
    final IssuedCertificate identity;

    Kind(String title, CipherSuite suite, IssuedCertificate identity) {
      this.title = title;
      this.suite = suite;
      this.identity = identity;
    }
  }

  /** The client's certificate. */
  enum Device {
    ANONYMOUS,
    EC,
    RSA
  }

  /** How a session is taken up again. */
  enum Resumption {
    NONE,
    SESSION_ID,
    TICKET
  }

  /** RFC 7627. */
  enum Binding {
    PLAIN,
    EXTENDED
  }

  /** What both sides agree on as the longest plaintext of a record: by RFC 6066 §4, or by RFC 8449. */
  enum Limit {
    NONE(0, 0),
    MFL_512(512, 0),
    MFL_1024(1024, 0),
    MFL_2048(2048, 0),
    MFL_4096(4096, 0),
    RSL_512(0, 512),
    RSL_1500(0, 1500),
    RSL_16384(0, 16384);

    final int maxFragmentLength;
    final int recordSizeLimit;

    Limit(int maxFragmentLength, int recordSizeLimit) {
      this.maxFragmentLength = maxFragmentLength;
      this.recordSizeLimit = recordSizeLimit;
    }
  }

  /** Every case that such a server can do. */
  static List<Case> within(Abilities abilities) {
    List<Case> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (NamedGroup group : NamedGroup.values()) {
        for (Device device : Device.values()) {
          for (Resumption resumption : Resumption.values()) {
            for (Binding binding : Binding.values()) {
              for (Limit limit : Limit.values()) {
                all.add(new Case(kind, group, device, resumption, binding, limit));
              }
            }
          }
        }
      }
    }
    all.removeIf(each -> !each.isWithin(abilities));
    return all;
  }

  private boolean isWithin(Abilities abilities) {
    return abilities.suites().contains(kind.suite)
        && abilities.groups().contains(group)
        && (device == Device.ANONYMOUS || abilities.has(Feature.CLIENT_AUTHENTICATION))
        && (resumption != Resumption.SESSION_ID || abilities.has(Feature.SESSION_ID))
        && (resumption != Resumption.TICKET || abilities.has(Feature.SESSION_TICKET))
        && (resumption == Resumption.NONE
            || binding == Binding.EXTENDED
            || abilities.has(Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET))
        && (binding == Binding.PLAIN || abilities.has(Feature.EXTENDED_MASTER_SECRET))
        && (limit.maxFragmentLength == 0 || abilities.has(Feature.MAX_FRAGMENT_LENGTH))
        && (limit.recordSizeLimit == 0 || abilities.has(Feature.RECORD_SIZE_LIMIT));
  }

  /** The values in a row. */
  List<Object> values() {
    return List.of(kind, group, device, resumption, binding, limit);
  }
}
