package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.net.HostAndPort;
import org.junit.jupiter.api.Test;

class BrokerUrlTest {
  @Test
  void readsEveryPart() {
    BrokerUrl url = BrokerUrl.parse("mqtts://me:a%3Ab%40c%25@[2001:db8::7]:99/sensors/#");
    assertTrue(url.tls());
    assertEquals(new HostAndPort("2001:db8::7", 99), url.target());
    assertEquals("me", url.user());
    assertEquals("a:b@c%", url.password());
    assertEquals("sensors/#", url.topic());
  }

  @Test
  void knowsBothDefaultPorts() {
    assertEquals(8883, BrokerUrl.parse("mqtts://host").target().port());
    assertEquals(1883, BrokerUrl.parse("mqtt://host/t").target().port());
    assertNull(BrokerUrl.parse("mqtts://host/").topic());
    assertNull(BrokerUrl.parse("mqtts://host").user());
  }

  @Test
  void leavesAPercentSignThatEncodesNothing() {
    assertEquals("100%", BrokerUrl.parse("mqtts://me:100%@host").password());
    assertEquals("%zz", BrokerUrl.parse("mqtts://me:%zz@host").password());
  }

  @Test
  void neverShowsThePassword() {
    assertFalse(BrokerUrl.parse("mqtts://me:s3cret@host/t").toString().contains("s3cret"));
  }

  @Test
  void refusesOtherSchemes() {
    assertThrows(IllegalArgumentException.class, () -> BrokerUrl.parse("wss://host"));
    assertThrows(IllegalArgumentException.class, () -> BrokerUrl.parse("mqtts://"));
  }
}
