package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue itself: every fault can be cited and read. */
class FaultCatalogueTest {

  @ParameterizedTest
  @EnumSource(MqttFault.class)
  void citesAStatementAndASectionAndSaysOneSentence(MqttFault fault) {
    assertTrue(fault.statement().matches("MQTT-\\d\\.\\d{1,2}\\.\\d-\\d{1,2}"), fault.statement());
    assertTrue(fault.section().matches("\\d(\\.\\d{1,2}){1,3}"), fault.section());
    assertTrue(fault.sentence().matches("[a-zA-Z#+].*[^.]"), fault.sentence());
    MqttException exception = fault.with("here");
    assertEquals(fault, exception.fault());
    assertEquals("here", exception.detail());
    assertTrue(exception.getMessage().startsWith(fault.statement() + " (MQTT 3.1.1 §" + fault.section() + "): "));
  }

  @Test
  void everyFaultIsProvokedByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        tests.append(Files.readString(file));
      }
    }
    for (MqttFault fault : MqttFault.values()) {
      assertTrue(tests.toString().matches("(?s).*(MqttFault\\.|, )" + fault + "\\b.*"), fault + " has no test");
    }
  }

  @Test
  void noTwoFaultsSayTheSame() {
    Set<String> sentences = new HashSet<>();
    for (MqttFault fault : MqttFault.values()) {
      assertTrue(sentences.add(fault.sentence()), fault + " repeats a sentence");
    }
  }
}
