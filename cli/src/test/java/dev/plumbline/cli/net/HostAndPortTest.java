package dev.plumbline.cli.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
  @ParameterizedTest
  @CsvSource({
      "broker.example.com:8883, broker.example.com, 8883",
      "broker.example.com, broker.example.com, 1",
      "127.0.0.1:443, 127.0.0.1, 443",
      "[::1]:8883, ::1, 8883",
      "[::1], ::1, 1",
      "::1, ::1, 1",
      "2001:db8::7, 2001:db8::7, 1"})
  void readsWhatUsersWrite(String text, String host, int port) {
    assertEquals(new HostAndPort(host, port), HostAndPort.parse(text, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "host:", "host:0", "host:65536", "host:x", "host:-1", "[::1", "[::1]8883", "a b:1",
      "mqtts://host:1", "host:000001"})
  void refusesWhatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostAndPort.parse(text, 1));
  }

  @Test
  void isPrintedAsItIsWritten() {
    assertEquals("[::1]:8883", new HostAndPort("::1", 8883).toString());
    assertEquals("host:1", new HostAndPort("host", 1).toString());
  }
}
