package dev.plumbline.diagnose.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.KeyFormat;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceStatusesTest {
  private static final EngineProfile SCE7 = abilities("sce7");

  /** What each stack is known to say; {@code -} for no alert. */
  @ParameterizedTest
  @CsvSource({
    "synergy-ssp2, CERTIFICATE_SIGNATURE, 0x117, 42",
    "synergy-ssp2, CERTIFICATE_NAME, 0x195, 80",
    "synergy-ssp2, CERTIFICATE_ISSUER_UNKNOWN, 0x11B, 48",
    "synergy-ssp2, CERTIFICATE_PAST_VALIDITY, 0x193, 45",
    "synergy-ssp2, CERTIFICATE_NOT_YET_VALID, 0x194, 45",
    "synergy-ssp2, ENGINE_FAILED, 0x20009, 80",
    "synergy-ssp2, RECORD_TOO_LONG, 0x135, 80",
    "synergy-ssp2, NOT_TLS, 0x10F, 70",
    "synergy-ssp2, CLOSED_WITHOUT_NOTIFY, 0x38, -",
    "synergy-ssp2, GROUP_NOT_OFFERED, 0x14B, 40",
    "synergy-ssp1, GROUP_NOT_OFFERED, 0x148, 40",
    "synergy-ssp2, RECORD_NOT_AUTHENTIC, 0x150, 20",
    "synergy-ssp1, RECORD_NOT_AUTHENTIC, 0x14D, 20",
    "synergy-ssp2, FINISHED_MISMATCH, 0x115, 51",
    "arduino-bearssl, CERTIFICATE_ISSUER_UNKNOWN, 62, -",
    "arduino-bearssl, CERTIFICATE_NOT_YET_VALID, 54, -",
    "arduino-bearssl, RECORD_TOO_LONG, 6, -",
    "mbedtls, CERTIFICATE_PAST_VALIDITY, -0x2700, 45",
    "mbedtls, CERTIFICATE_NOT_YET_VALID, -0x2700, 46",
    "mbedtls, CLOSED_WITHOUT_NOTIFY, -0x7280, -",
    "mbedtls, SUITE_NOT_OFFERED, -0x7980, 47",
    "mbedtls-3.6, SUITE_NOT_OFFERED, -0x6600, 47",
    "openssl, CERTIFICATE_ISSUER_UNKNOWN, 20, 48",
    "wolfssl, CERTIFICATE_ISSUER_UNKNOWN, -188, 48",
    "quectel-bg96, CERTIFICATE_SIGNATURE, 566, 42",
  })
  void theStackSaysWhatItIsKnownToSay(String profile, Fault fault, String status, String alert) throws Exception {
    DeviceVerdict verdict = verdict(profile, failed(fault));
    assertEquals(DeviceVerdict.Kind.FAILS, verdict.kind());
    assertEquals(Optional.of(status), verdict.hex());
    assertEquals(
        alert.equals("-") ? Optional.empty() : AlertDescription.of(Integer.parseInt(alert)), verdict.alertAsDevice());
    assertTrue(verdict.sentence().contains(status), verdict.sentence());
  }

  @Test
  void aMissingCurveHasAStatusOfItsOwnInEachVersion() throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("P-384 Root").key(TestKey.Kind.EC_P384).selfSigned();
    List<ParsedCertificate> anchors = List.of(ParsedCertificate.parse(root.der()));
    List<ParsedCertificate> sent = List.of(ParsedCertificate.parse(pki.server("a.example").issuedBy(root).der()));
    Outcome outcome =
        new Outcome(Optional.of(Fault.CERTIFICATE_ALGORITHM.with("root", "curve")), facts(sent), SCE7, anchors);
    assertEquals("0x2000F 80", brief(StatusVocabulary.of("netx-6.4"), outcome));
    assertEquals("0x10D 43", brief(StatusVocabulary.of("netx-6.0"), outcome));
    assertEquals("0x20007 80", brief(StatusVocabulary.of("netx-5.12"), outcome));
    Outcome software = new Outcome(outcome.failure(), outcome.facts(), abilities("software"), anchors);
    assertEquals("0x116 46", brief(StatusVocabulary.of("netx-6.4"), software));
  }

  @Test
  void anAlertThatWasReceivedIsNotAnswered() throws Exception {
    TlsAlert received = TlsAlert.received(AlertLevel.FATAL, AlertDescription.HANDSHAKE_FAILURE);
    Outcome outcome = new Outcome(Optional.of(received), facts(List.of()), SCE7, List.of());
    assertEquals("0x114 -", brief(StatusVocabulary.of("netx-6.4"), outcome));
    assertEquals("296 -", brief(StatusVocabulary.of("bearssl"), outcome));
    assertEquals("-0x7780 -", brief(StatusVocabulary.of("mbedtls-2.28"), outcome));
  }

  @Test
  void aKeyInAFormThatTheStackDoesNotTakeIsRefusedBeforeTheHandshake() throws Exception {
    DeviceStatuses synergy = new DeviceStatuses(Profiles.byName("synergy-ssp2"));
    DeviceVerdict refused = synergy.keyRefused(KeyFormat.PKCS8_DER).orElseThrow();
    assertEquals(Optional.of("0x18A"), refused.hex());
    assertEquals(Optional.empty(), refused.alertAsDevice());
    assertEquals(Optional.empty(), synergy.keyRefused(KeyFormat.SEC1_DER));
    assertEquals(Optional.empty(), new DeviceStatuses(Profiles.byName("mbedtls")).keyRefused(KeyFormat.PKCS8_DER));
  }

  @Test
  void whatTheProfileDoesNotSayIsUnknownAndWhatTheStackDoesNotCheckGoesOn() throws Exception {
    assertEquals(DeviceVerdict.Kind.UNKNOWN, verdict("winc1500", failed(Fault.CERTIFICATE_NAME)).kind());
    assertEquals(DeviceVerdict.Kind.GOES_ON, verdict("synergy-ssp2", failed(Fault.CERTIFICATE_USAGE)).kind());
    assertEquals(DeviceVerdict.Kind.GOES_ON, verdict("openssl", failed(Fault.OFFERED_NOT_IMPLEMENTED)).kind());
    Outcome success = new Outcome(Optional.empty(), facts(List.of()), SCE7, List.of());
    assertEquals(DeviceVerdict.Kind.SUCCEEDS, verdict("synergy-ssp2", success).kind());
  }

  @Test
  void everySituationOfATableIsAFaultOfOursOrALimitOrALocalMatter() {
    Set<String> known = Arrays.stream(Fault.values()).map(Fault::id).collect(Collectors.toCollection(HashSet::new));
    known.addAll(
        List.of("alert-received", "key-format-refused", "packet-buffer-certificates", "message-fragmented", "*"));
    for (String name : StatusVocabulary.NAMES) {
      for (String situation : StatusVocabulary.of(name).situations()) {
        assertTrue(known.contains(situation.split(":")[0]), name + ": " + situation);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> StatusVocabulary.of("netx-7"));
  }

  private static DeviceVerdict verdict(String profile, Outcome outcome) throws Exception {
    return new DeviceStatuses(Profiles.parse(profile)).verdict(outcome, Observed.NOTHING);
  }

  private static String brief(StatusVocabulary vocabulary, Outcome outcome) {
    DeviceVerdict verdict = vocabulary.verdict(outcome.situations(), Optional.of(outcome));
    return verdict.hex().orElse("") + " "
        + verdict.alertAsDevice().map(alert -> Integer.toString(alert.code())).orElse("-");
  }

  private static Outcome failed(Fault fault) {
    return new Outcome(Optional.of(fault.with("a", "b", "c", "d")), facts(List.of()), SCE7, List.of());
  }

  private static EngineProfile abilities(String engine) {
    try (var opened = EngineSpec.parse(engine).open(Engines.systemEntropy())) {
      return opened.profile();
    }
  }

  private static ConnectionFacts facts(List<ParsedCertificate> chain) {
    return new ConnectionFacts(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), OptionalInt.empty(), Optional.empty(), chain, List.of(), false, Optional.empty(),
        Optional.empty());
  }
}
