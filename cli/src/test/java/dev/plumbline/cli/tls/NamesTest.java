package dev.plumbline.cli.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", "0xC02B", "c02b"})
  void knowsASuiteByItsThreeNames(String name) {
    assertEquals(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256), Names.suites(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "P-256", "prime256v1", "0x0017"})
  void knowsAGroupByItsNames(String name) {
    assertEquals(List.of(NamedGroup.SECP256R1), Names.groups(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x25519,P-384,x25519", "X25519:secp384r1", "001d 0018"})
  void readsListsInTheirOrder(String list) {
    assertEquals(List.of(NamedGroup.X25519, NamedGroup.SECP384R1), Names.groups(list));
  }

  @Test
  void saysWhatThereIsInPlaceOfWhatThereIsNot() {
    String says = assertThrows(IllegalArgumentException.class, () -> Names.groups("P-521")).getMessage();
    assertTrue(says.contains("P-521") && says.contains("secp256r1, secp384r1, x25519"), says);
  }
}
