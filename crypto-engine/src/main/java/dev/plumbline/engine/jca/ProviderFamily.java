package dev.plumbline.engine.jca;

import java.security.Provider;
import java.util.List;

/** Providers whose times are known, and all others. */
enum ProviderFamily {
  /** The JDK's own, which shares its algorithms out among several. */
  JDK(List.of("SUN", "SunJCE", "SunEC", "SunRsaSign"), ""),
  /** Amazon Corretto Crypto Provider: AWS-LC. */
  CORRETTO(
      List.of("AmazonCorrettoCryptoProvider"), "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider"),
  /** BoringSSL. */
  CONSCRYPT(List.of("Conscrypt"), "org.conscrypt.OpenSSLProvider"),
  OTHER(List.of(), "");

  private final List<String> names;
  private final String className;

  ProviderFamily(List<String> names, String className) {
    this.names = names;
    this.className = className;
  }

  static ProviderFamily of(Provider provider) {
    for (ProviderFamily family : values()) {
      if (family.names.contains(provider.getName())) {
        return family;
      }
    }
    return OTHER;
  }

  List<String> names() {
    return names;
  }

  /** The class of its one provider; empty for the JDK's, which are always installed, and for others. */
  String className() {
    return className;
  }
}
