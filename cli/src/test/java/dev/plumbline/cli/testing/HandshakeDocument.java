package dev.plumbline.cli.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What {@code handshake --json} printed, and what a test may ask of it. */
public record HandshakeDocument(JsonNode root) {
  public static HandshakeDocument of(Outcome outcome) {
    try {
      return new HandshakeDocument(new ObjectMapper().readTree(outcome.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(outcome.toString(), e);
    }
  }

  public JsonNode device() {
    return root.get("device");
  }

  /** It completed, and the device would have connected as well. */
  public HandshakeDocument assertConnected() {
    assertEquals("completed", text("result"), this::toString);
    assertTrue(device().get("status").isNull() && device().get("limitsExceeded").isEmpty(), this::toString);
    return this;
  }

  /** It failed by this fault, and no alert went out. */
  public HandshakeDocument assertFaultInSilence(String fault) {
    assertEquals(fault, root.get("fault").get("id").asText(), this::toString);
    assertTrue(root.get("alert").isNull() && bytesSent("Alert").isEmpty(), this::toString);
    return this;
  }

  /** It failed by this fault, and this alert went out. */
  public HandshakeDocument assertFault(String fault, String alert) {
    assertEquals(fault, root.get("fault").get("id").asText(), this::toString);
    assertTrue(bytesSent("Alert").isPresent(), this::toString);
    assertEquals("sent", root.get("alert").get("direction").asText(), this::toString);
    assertEquals(alert, root.get("alert").get("description").asText(), this::toString);
    return this;
  }

  /** The server ended it with this alert, which is all that a device with NetX Secure gets to know. */
  public HandshakeDocument assertReceived(String alert) {
    assertTrue(root.get("fault").isNull(), this::toString);
    assertEquals("received", root.get("alert").get("direction").asText(), this::toString);
    assertEquals(alert, root.get("alert").get("description").asText(), this::toString);
    return assertDevice("NX_SECURE_TLS_ALERT_RECEIVED", "0x114", null);
  }

  /**
   * The device would report this.
   *
   * @param alert what it would send; null for nothing
   */
  public HandshakeDocument assertDevice(String status, String hex, String alert) {
    assertEquals(status, device().get("status").get("name").asText(), this::toString);
    assertEquals(hex, device().get("status").get("hex").asText(), this::toString);
    assertEquals(alert, device().get("alertAsDevice").textValue(), this::toString);
    return this;
  }

  /** The last message of the server that was read. */
  public HandshakeDocument assertLastReceived(String message) {
    String last = "";
    for (JsonNode step : root.get("steps")) {
      last = step.get("direction").asText().equals("received") ? step.get("message").asText() : last;
    }
    assertEquals(message, last, this::toString);
    return this;
  }

  /** Bytes of a message that the client sent; empty if it sent none of that kind. */
  public Optional<Integer> bytesSent(String message) {
    for (JsonNode step : root.get("steps")) {
      if (step.get("message").asText().equals(message) && step.get("direction").asText().equals("sent")) {
        return Optional.of(step.get("bytes").asInt());
      }
    }
    return Optional.empty();
  }

  public String text(String field) {
    return root.get(field).asText();
  }

  @Override
  public String toString() {
    return root.toPrettyString();
  }
}
