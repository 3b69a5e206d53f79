package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.Side;
import java.util.List;
import java.util.Optional;

/** Two Certificate messages: whose certificate, for which names, by whom, with which keys. */
final class ChainDifferences {
  private static final String LIST = "certificate_list";
  private static final String LEAF = LIST + "/leaf/";

  private final RunMessage a;
  private final RunMessage b;
  private final Judge judge;
  private boolean told;

  ChainDifferences(RunMessage a, RunMessage b, Judge judge) {
    this.a = a;
    this.b = b;
    this.judge = judge;
  }

  void compare() {
    List<Field> chainOfA = chain(a);
    List<Field> chainOfB = chain(b);
    if (chainOfA.isEmpty() || chainOfB.isEmpty()) {
      judge.add(LIST, count(chainOfA), count(chainOfB), true, a.from() == Side.CLIENT
          ? "a server that needs to know the client refuses one without a certificate"
          : "a server without a certificate can't be trusted", a.from() == Side.CLIENT
          ? "RFC 5246 §7.4.6" : "RFC 5246 §7.4.2");
      return;
    }
    leaf(chainOfA.get(0), chainOfB.get(0));
    issuers(chainOfA, chainOfB);
    if (!told) {
      judge.add(LIST, a.body().length + " bytes", b.body().length + " bytes", false,
          "the certificates have the same names, issuers and kinds of key: only who pins them minds", "");
    }
  }

  private static List<Field> chain(RunMessage message) {
    return message.field(LIST).map(FieldLists::elements).orElse(List.of()).stream()
        .flatMap(one -> one.child("Certificate").stream()).toList();
  }

  private static String count(List<Field> chain) {
    return chain.isEmpty() ? "no certificate" : chain.size() + (chain.size() == 1 ? " certificate" : " certificates");
  }

  private void leaf(Field leafOfA, Field leafOfB) {
    boolean server = a.from() == Side.SERVER;
    compare("subject", leafOfA, leafOfB, "tbsCertificate/subject",
        server ? "it is another host's certificate" : "it is another client's certificate", "RFC 5280 §4.1.2.6");
    if (server) {
      compare("subjectAltName", leafOfA, leafOfB, "tbsCertificate/extensions/Extensions/subjectAltName",
          "the client looks for the host that it wants among these names, and refuses the server if it is not there",
          "RFC 6125 §6.4");
    }
    compare("issuer", leafOfA, leafOfB, "tbsCertificate/issuer",
        "the way to an anchor begins here: who does not know this issuer answers unknown_ca", "RFC 5280 §6.1");
    compare("key", leafOfA, leafOfB, "tbsCertificate/subjectPublicKeyInfo",
        "the peer must be able to verify with this kind of key", "RFC 5246 §7.4.2");
    compare("signatureAlgorithm", leafOfA, leafOfB, "signatureAlgorithm",
        "the peer must be able to verify this kind of signature", "RFC 5246 §7.4.2");
    usage(leafOfA, leafOfB);
    date("notBefore", leafOfA, leafOfB);
    date("notAfter", leafOfA, leafOfB);
  }

  /** What matters is whether it may be used here; without the extension it may (RFC 5280 §4.2.1.12). */
  private void usage(Field leafOfA, Field leafOfB) {
    String path = "tbsCertificate/extensions/Extensions/extKeyUsage";
    String inA = value(leafOfA, path);
    String inB = value(leafOfB, path);
    if (usable(inA) != usable(inB)) {
      told = true;
      judge.add(LEAF + "extKeyUsage", inA, inB, true, "one of them is not for this use", "RFC 5280 §4.2.1.12");
    } else if (!inA.equals(inB)) {
      judge.add(LEAF + "extKeyUsage", inA, inB, false, "either may be used here", "RFC 5280 §4.2.1.12");
    }
  }

  private boolean usable(String purposes) {
    return purposes.equals(Difference.ABSENT) || purposes.contains("anyExtendedKeyUsage")
        || purposes.contains(a.from() == Side.SERVER ? "serverAuth" : "clientAuth");
  }

  /** Dates differ from certificate to certificate; what matters is on which side of the capture they are. */
  private void date(String name, Field leafOfA, Field leafOfB) {
    Optional<Field> inA = leafOfA.at("tbsCertificate/validity/" + name);
    Optional<Field> inB = leafOfB.at("tbsCertificate/validity/" + name);
    String textOfA = inA.map(ChainDifferences::date).orElse(Difference.ABSENT);
    String textOfB = inB.map(ChainDifferences::date).orElse(Difference.ABSENT);
    boolean matters = !inA.map(Field::meaning).equals(inB.map(Field::meaning));
    if (!textOfA.equals(textOfB)) {
      told |= matters;
      judge.add(LEAF + name, textOfA, textOfB, matters, matters
          ? "one of them was valid when it was captured and the other was not"
          : "both are on the same side of the time of the capture", "RFC 5280 §4.1.2.5");
    }
  }

  private static String date(Field date) {
    return date.meaning().isEmpty() ? date.value() : date.value() + ", " + date.meaning();
  }

  private void compare(String name, Field leafOfA, Field leafOfB, String path, String why, String clause) {
    String inA = value(leafOfA, path);
    String inB = value(leafOfB, path);
    if (!inA.equals(inB)) {
      told = true;
      judge.add(LEAF + name, inA, inB, true, why, clause);
    }
  }

  private static String value(Field certificate, String path) {
    return certificate.at(path).map(Field::value).orElse(Difference.ABSENT);
  }

  /** What follows the leaf: one link each, by name, key and signature. */
  private void issuers(List<Field> chainOfA, List<Field> chainOfB) {
    String linksOfA = links(chainOfA);
    String linksOfB = links(chainOfB);
    if (!linksOfA.equals(linksOfB)) {
      told = true;
      judge.add(LIST + "/issuers", linksOfA, linksOfB, true,
          "the client must find its way over these to an anchor, and verify each of them", "RFC 5246 §7.4.2");
    }
  }

  private static String links(List<Field> chain) {
    List<String> links = chain.subList(1, chain.size()).stream()
        .map(one -> value(one, "tbsCertificate/subject") + " (" + value(one, "tbsCertificate/subjectPublicKeyInfo")
            + ", signed with " + value(one, "signatureAlgorithm") + ")").toList();
    return FieldLists.names(links);
  }
}
