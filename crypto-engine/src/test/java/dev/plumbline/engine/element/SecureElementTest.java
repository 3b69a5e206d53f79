package dev.plumbline.engine.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecureElementTest {
  private static final byte[] DIGEST = new byte[32];

  @Test
  void itSignsRawNumbersWithTheKeyOfASlot() throws Exception {
    try (SecureElement element = element();
        EcPrivateKey key = key(NamedGroup.SECP256R1, 32)) {
      element.lockConfiguration();
      element.provision(2, key);
      assertEquals(SecureElement.RAW_SIGNATURE, element.sign(2, DIGEST).length);
    }
  }

  @Test
  void itUsesNoKeyUntilItsConfigurationIsLocked() throws Exception {
    try (SecureElement element = element();
        EcPrivateKey key = key(NamedGroup.SECP256R1, 32)) {
      element.provision(0, key);
      ElementFailure failure = assertThrows(ElementFailure.class, () -> element.sign(0, DIGEST));
      assertEquals(ElementFailure.Status.EXECUTION_ERROR, failure.status());
    }
  }

  @Test
  void otherCurvesOtherDigestsAndOtherSlotsAreParseErrors() throws Exception {
    try (SecureElement element = element();
        EcPrivateKey p256 = key(NamedGroup.SECP256R1, 32);
        EcPrivateKey p384 = key(NamedGroup.SECP384R1, 48)) {
      element.lockConfiguration();
      element.provision(0, p256);
      assertParseError(() -> element.provision(1, p384));
      assertParseError(() -> element.provision(8, p256));
      assertParseError(() -> element.sign(0, new byte[48]));
    }
  }

  @Test
  void theEngineSignsInDerAndItsTimeIsTheDriversTime() throws Exception {
    try (DeviceEngine engine = SecureElements.engine(ElementRules.USUAL.with("slot", "3"), Engines.systemEntropy());
        EcPrivateKey material = key(NamedGroup.SECP256R1, 32);
        DeviceKey key = engine.importKey(material)) {
      assertEquals(List.of(SignatureScheme.ECDSA_SHA256), key.schemes());
      CryptoView signature = CryptoView.of(new byte[80]);
      engine.sign(key, SignatureScheme.ECDSA_SHA256, CryptoView.of(DIGEST), signature);
      assertEquals(0x30, signature.array()[0]);
      assertEquals(1, engine.meter().counts().get(Operation.ECDSA_SIGN));
      assertTrue(engine.costs().millis(engine.meter().counts()) > 0);
    }
  }

  @Test
  void anOpenElementIsALocalFailureWithItsStatus() throws Exception {
    ElementRules open = ElementRules.USUAL.with("configuration", "open");
    try (DeviceEngine engine = SecureElements.engine(open, Engines.systemEntropy());
        EcPrivateKey material = key(NamedGroup.SECP256R1, 32);
        DeviceKey key = engine.importKey(material)) {
      EngineException failure =
          assertThrows(
              EngineException.class,
              () ->
                  engine.sign(
                      key, SignatureScheme.ECDSA_SHA256, CryptoView.of(DIGEST), CryptoView.of(new byte[80])));
      assertEquals(0x0F, failure.status().orElseThrow().code());
    }
  }

  private interface Command {
    void run() throws ElementFailure, EngineException;
  }

  private static void assertParseError(Command command) {
    ElementFailure failure = assertThrows(ElementFailure.class, command::run);
    assertEquals(ElementFailure.Status.PARSE_ERROR, failure.status());
  }

  private static SecureElement element() {
    return new SecureElement(new SoftwarePrimitives(Engines.systemEntropy()), new OperationMeter());
  }

  private static EcPrivateKey key(NamedGroup group, int length) {
    byte[] scalar = new byte[length];
    scalar[length - 1] = 7;
    return new EcPrivateKey(group, SecretBytes.adopt(scalar));
  }
}
