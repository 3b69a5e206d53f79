package dev.plumbline.diagnose.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String TWO_RUNS = "netx-two-runs-no-sni-then-ok";
  private static final String SNI = "0000000e000c0000096d7174742e74657374";

  @Test
  void theNameThatIsMissingComesFirstAndTheCertificateThen() {
    Comparison comparison = Comparison.of(Runs.flight(TWO_RUNS, 0), Runs.flight(TWO_RUNS, 1));
    List<Difference> mattering = comparison.mattering();
    Difference first = mattering.get(0);
    assertEquals("ClientHello, extensions/server_name", first.place());
    assertEquals("not there", first.a());
    assertEquals("mqtt.harbor.example", first.b());
    assertEquals("RFC 6066 §3", first.clause());
    assertEquals(List.of("ClientHello", "ServerHello", "server's Certificate", "ServerKeyExchange", "client's Alert",
        "connection"), mattering.stream().map(Difference::message).distinct().toList());
    assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (C02F)", mattering.get(1).a());
    assertEquals("server's Certificate, certificate_list/leaf/subject", mattering.get(2).place());
    assertTrue(mattering.stream().anyMatch(one -> one.message().equals("client's Alert")
        && one.a().equals("certificate_unknown (46)") && one.b().equals(Difference.ABSENT)));
    assertFalse(comparison.same());
  }

  @Test
  void whatOnlyFollowsFromTheEndOfTheOtherDoesNotMatter() {
    Comparison comparison = Comparison.of(Runs.flight(TWO_RUNS, 0), Runs.flight(TWO_RUNS, 1));
    Difference exchange = only(comparison, "ClientKeyExchange", "");
    assertFalse(exchange.matters());
    assertEquals("A was over by then", exchange.why());
  }

  @Test
  void aHandshakeIsTheSameAsItself() {
    Run run = Runs.flight("netx-mtls-ec-healthy", 0);
    Comparison comparison = Comparison.of(run, run);
    assertTrue(comparison.same());
    assertEquals(List.of(), comparison.differences());
  }

  @Test
  void randomsSharesAndSignaturesNeverMatter() {
    Comparison comparison = Comparison.of(Runs.flight(TWO_RUNS, 1), Runs.flight("netx-mtls-ec-healthy", 0));
    for (Difference difference : comparison.differences()) {
      boolean fresh = difference.field().equals("random") || difference.field().equals("signature");
      assertFalse(fresh && difference.matters(), difference::toString);
    }
    assertTrue(only(comparison, "CertificateRequest", "").matters());
    assertTrue(only(comparison, "CertificateVerify", "").matters());
    assertTrue(comparison.mattering().stream().anyMatch(one -> one.field().equals("certificate_list/issuers")));
  }

  @Test
  void anotherSuiteIsSaidWithWhatItBringsWithIt() {
    Comparison comparison =
        Comparison.of(Runs.flight("netx-rsa-healthy", 0), Runs.flight("netx-rsa-key-exchange-healthy", 0));
    Difference suite = only(comparison, "ServerHello", "cipher_suite");
    assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (C02F)", suite.a());
    assertTrue(suite.b().startsWith("TLS_RSA_WITH_AES"));
    assertTrue(only(comparison, "ServerKeyExchange", "").matters());
  }

  @Test
  void whatServersMadeNothingOfDoesNotMatter() {
    Run run = Runs.flight(TWO_RUNS, 1);
    byte[] hello = run.first(Side.CLIENT, "ClientHello").orElseThrow().body().clone();
    hello[38] = 0x2c; // C02B becomes C02C, and the server chose something else anyhow
    int second = 39;
    hello[second] = (byte) 0xc0;
    Run other = Runs.with(run, Runs.message(Side.CLIENT, 1, hello, 1));
    Comparison comparison = Comparison.of(run, other);
    Difference suites = only(comparison, "ClientHello", "cipher_suites");
    assertFalse(suites.matters());
    assertTrue(suites.why().startsWith("both servers chose"), suites::toString);
  }

  @Test
  void hellosAloneAreComparedAlone() {
    Comparison comparison =
        Comparison.of(Runs.hello("netx-s7table_ecc_nosni"), Runs.flight("netx-mtls-ec-healthy", 0));
    assertTrue(comparison.messages().size() == 1);
    assertTrue(comparison.differences().stream().allMatch(one -> one.message().equals("ClientHello")));
    assertEquals(1, comparison.mattering().size(), comparison::toString);
    assertTrue(comparison.notes().get(0).contains("only the ClientHello is known"));
  }

  @Test
  void aReferenceWithoutServerNameIsWarnedOf() {
    Comparison comparison = Comparison.of(Runs.flight(TWO_RUNS, 1), Runs.flight(TWO_RUNS, 0));
    assertTrue(comparison.notes().stream().anyMatch(note -> note.contains("sent no server_name")));
  }

  @Test
  void suitesAreComparedAsSetsAndInTheirOrder() {
    Run a = Runs.hello("a", "c02bc02f009c", SNI);
    Run b = Runs.hello("b", "c02fc02b0035", SNI);
    List<Difference> suites = Comparison.of(a, b).mattering();
    assertEquals("also TLS_RSA_WITH_AES_128_GCM_SHA256 (009C)", suites.get(0).a());
    assertEquals("also TLS_RSA_WITH_AES_256_CBC_SHA (0035)", suites.get(0).b());
    assertTrue(suites.get(1).a().startsWith("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B), TLS_ECDHE_RSA"));
    assertEquals(2, suites.size());
  }

  @Test
  void greaseAndSuitesWithoutTheirVersionDoNotMatter() {
    Run a = Runs.hello("a", "0a0ac02b", SNI + "1a1a0000");
    Run b = Runs.hello("b", "c02b1301", SNI);
    Comparison comparison = Comparison.of(a, b);
    assertTrue(comparison.same(), comparison::toString);
    assertEquals("suites of TLS 1.3 can't be chosen when that version is not offered",
        only(comparison, "ClientHello", "cipher_suites").why());
  }

  @Test
  void secureRenegotiationIsTheSameAsSuiteAndAsExtension() {
    Run suite = Runs.hello("a", "c02b00ff", SNI);
    Run extension = Runs.hello("b", "c02b", SNI + "ff01000100");
    Run neither = Runs.hello("c", "c02b", SNI);
    assertTrue(Comparison.of(suite, extension).same());
    Difference missing = Comparison.of(suite, neither).mattering().get(0);
    assertEquals("extensions/renegotiation_info", missing.field());
    assertEquals("as suite", missing.a());
    assertEquals(1, Comparison.of(suite, neither).mattering().size());
  }

  @Test
  void theOrderOfExtensionsMeansNothing() {
    Run a = Runs.hello("a", "c02b", SNI + "00170000" + "000a00040002" + "0017");
    Run b = Runs.hello("b", "c02b", "000a00040002" + "0017" + "00170000" + SNI);
    assertEquals(List.of(), Comparison.of(a, b).differences());
  }

  @Test
  void groupsAlgorithmsProtocolsAndFragmentLengthMatter() {
    Run a = Runs.hello("a", "c02b", SNI + "000a0006000400170018" + "000d00040002" + "0403" + "000100010" + "4"
        + "0010000700050" + "46d717474");
    Run b = Runs.hello("b", "c02b", SNI + "000a00040002" + "0017" + "000d000600040403" + "0401" + "00010001" + "02");
    List<String> fields = Comparison.of(a, b).mattering().stream().map(Difference::field).toList();
    assertEquals(List.of("extensions/supported_groups", "extensions/signature_algorithms",
        "extensions/application_layer_protocol_negotiation", "extensions/max_fragment_length"), fields);
    Difference length = only(Comparison.of(a, b), "ClientHello", "extensions/max_fragment_length");
    assertEquals("4096 bytes (4)", length.a());
    assertEquals("1024 bytes (2)", length.b());
  }

  @Test
  void aMessageOverSeveralRecordsMattersToStacksThatDontReassemble() {
    Run run = Runs.flight(TWO_RUNS, 1);
    RunMessage certificate = run.first(Side.SERVER, "Certificate").orElseThrow();
    Run split = Runs.with(run, Runs.message(Side.SERVER, 11, certificate.body(), 2));
    List<Difference> mattering = Comparison.of(run, split).mattering();
    assertEquals(1, mattering.size());
    assertEquals("records", mattering.get(0).field());
    assertEquals("in 2 records", mattering.get(0).b());
  }

  @Test
  void alignsWhatIsInTheMiddleOfOneOnly() {
    Run run = Runs.flight("netx-mtls-ec-healthy", 0);
    Comparison comparison = Comparison.of(run, Runs.without(run, Side.SERVER, "CertificateRequest"));
    assertEquals(1, comparison.differences().size());
    assertTrue(only(comparison, "CertificateRequest", "").matters());
  }

  @Test
  void garbageInAHelloMatters() {
    Run run = Runs.hello("a", "c02b", SNI);
    byte[] body = run.messages().get(0).body();
    byte[] longer = Arrays.copyOf(body, body.length + 3);
    Difference rest = Comparison.of(run, Runs.hello("b", longer)).mattering().get(0);
    assertEquals("malformed", rest.field());
    assertEquals("nothing", rest.a());
    assertEquals("not understood: 3 bytes", rest.b());
  }

  private static Difference only(Comparison comparison, String message, String field) {
    List<Difference> found = comparison.differences().stream()
        .filter(one -> one.message().equals(message) && one.field().equals(field)).toList();
    assertEquals(1, found.size(), () -> comparison.differences().toString());
    return found.get(0);
  }
}
