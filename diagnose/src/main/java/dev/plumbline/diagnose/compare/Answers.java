package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.Side;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What the two servers made of what they were offered: it shows which differences of the offers changed nothing. */
final class Answers {
  private final Run a;
  private final Run b;

  Answers(Run a, Run b) {
    this.a = a;
    this.b = b;
  }

  /** Both chose the same version and suite. */
  boolean sameChoice() {
    return same("ServerHello", "server_version") && same("ServerHello", "cipher_suite")
        && both(run -> value(run, "ServerHello", "extensions/supported_versions").or(() -> Optional.of("")));
  }

  /** Both showed the same certificates, chose the same group and signed in the same way as well. */
  boolean sameKeys() {
    boolean sameChain = a.first(Side.SERVER, "Certificate").isPresent()
        && b.first(Side.SERVER, "Certificate").filter(
            of -> Arrays.equals(of.body(), a.first(Side.SERVER, "Certificate").get().body())).isPresent();
    return sameChoice() && sameChain
        && both(run -> value(run, "ServerKeyExchange", "ServerECDHParams").or(() -> Optional.of("")))
        && both(run -> value(run, "ServerKeyExchange", "algorithm").or(() -> Optional.of("")));
  }

  /** Whether a server answered that extension of its ClientHello, or did not answer at all. */
  boolean answered(String extension) {
    return answered(a, extension) || answered(b, extension);
  }

  private static boolean answered(Run run, String extension) {
    return run.first(Side.SERVER, "ServerHello")
        .map(hello -> hello.field("extensions/" + extension).isPresent()).orElse(true);
  }

  /** The suite that both chose. */
  String suite() {
    return value(a, "ServerHello", "cipher_suite").orElse("");
  }

  private boolean same(String message, String path) {
    return both(run -> value(run, message, path));
  }

  private boolean both(Function<Run, Optional<String>> value) {
    return value.apply(a).isPresent() && value.apply(a).equals(value.apply(b));
  }

  private static Optional<String> value(Run run, String message, String path) {
    return run.first(Side.SERVER, message).flatMap(one -> one.field(path)).map(Field::value);
  }
}
