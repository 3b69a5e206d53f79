package dev.plumbline.cli.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @Test
  void aPortAloneIsForThisMachineOnly() {
    assertTrue(ListenAddress.parse("8883").getAddress().isLoopbackAddress());
    assertEquals(8883, ListenAddress.parse("8883").getPort());
  }

  @Test
  void everyAddressHasToBeAskedFor() {
    assertTrue(ListenAddress.parse(":8883").getAddress().isAnyLocalAddress());
    assertTrue(ListenAddress.parse("0.0.0.0:8883").getAddress().isAnyLocalAddress());
    assertTrue(ListenAddress.parse("[::]:8883").getAddress().isAnyLocalAddress());
  }

  @Test
  void readsBothKindsOfAddresses() {
    assertEquals("/192.0.2.1:8883", ListenAddress.parse("192.0.2.1:8883").toString());
    assertTrue(ListenAddress.parse("[::1]:0").getAddress() instanceof Inet6Address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "host:", "::1:8883", ":65536", ":-1", "127.0.0.1:port", "127.0.0.1:999999"})
  void refusesWhatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
  }
}
