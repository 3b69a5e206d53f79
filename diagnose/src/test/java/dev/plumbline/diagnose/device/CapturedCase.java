package dev.plumbline.diagnose.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.alert.AlertDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One folder of captures: the device's ClientHello, the server's bytes in clear, and how the device ended it. */
final class CapturedCase {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int RANDOM = HEADER + 4 + 2;
  private static final int RANDOM_LENGTH = 32;

  final String name;
  final String profile;
  final String host;
  final Path anchors;
  final byte[] clientHello;
  final byte[] serverFlight;
  final Optional<AlertDescription> deviceAlert;
  /** The record of that alert; empty if there was none. */
  final byte[] alertRecord;
  private final Instant begin;

  private CapturedCase(Path folder, JsonNode options, CaptureFile.Connection connection) {
    this.name = folder.getFileName().toString();
    this.host = options.get("host").asText();
    this.anchors = folder.resolve(options.get("cafile").asText());
    this.begin = connection.begin();
    this.clientHello = records(connection.client()).get(0);
    this.serverFlight = clear(connection.server());
    this.alertRecord =
        records(connection.client()).stream()
            .filter(record -> record[0] == ALERT && record.length == HEADER + 2)
            .findFirst()
            .orElse(new byte[0]);
    this.deviceAlert = alertRecord.length == 0 ? Optional.empty() : AlertDescription.of(alertRecord[HEADER + 1]);
    this.profile = options.get("profile").asText() + switches(options);
  }

  /** Every wanted case whose name begins so, in the order of names; of several connections the first. */
  static List<CapturedCase> all(Path captures, String prefix, Predicate<String> wanted) throws IOException {
    List<CapturedCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(captures)) {
      for (Path folder : folders.sorted().toList()) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(prefix) || !wanted.test(name)) {
          continue;
        }
        JsonNode json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
        Path pcap = folder.resolve("capture.pcap");
        Path file = Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng");
        cases.add(new CapturedCase(folder, json.get("options"), CaptureFile.connections(file).get(0)));
      }
    }
    return cases;
  }

  byte[] random() {
    return Arrays.copyOfRange(clientHello, RANDOM, RANDOM + RANDOM_LENGTH);
  }

  /** The device's own clock if its random begins with it, or else the time of the capture. */
  Instant clock(Dialect.RandomPrefix prefix) {
    int seconds = ByteBuffer.wrap(clientHello).getInt(RANDOM);
    boolean told = prefix == Dialect.RandomPrefix.UNIX_TIME && seconds != 0;
    return told ? Instant.ofEpochSecond(seconds & 0xFFFF_FFFFL) : begin;
  }

  /** How the device was set up, as its ClientHello and the case's options show. */
  private String switches(JsonNode options) {
    List<String> set = new ArrayList<>();
    List<Integer> extensions = extensions();
    boolean netx = name.startsWith("netx-");
    if (netx && ByteBuffer.wrap(clientHello).getInt(RANDOM) == 0) {
      set.add("clock=none");
    }
    if (!extensions.contains(0)) {
      set.add("sni=off");
    }
    if (!extensions.contains(10)) {
      set.add("ecc=uninitialised");
    } else if (suites() == 4) {
      set.add("ecc=rsa-table");
    }
    if (options.has("inbuf")) {
      set.add("packet-buffer=" + options.get("inbuf").asInt());
    }
    return set.isEmpty() ? "" : ":" + String.join(",", set);
  }

  private int suites() {
    return ByteBuffer.wrap(clientHello).getShort(RANDOM + RANDOM_LENGTH + 1) / 2;
  }

  private List<Integer> extensions() {
    ByteBuffer in = ByteBuffer.wrap(clientHello);
    in.position(RANDOM + RANDOM_LENGTH + 1 + 2 + 2 * suites() + 2 + 2);
    List<Integer> types = new ArrayList<>();
    while (in.hasRemaining()) {
      types.add(in.getShort() & 0xFFFF);
      in.position(in.getShort() + in.position());
    }
    return types;
  }

  private static byte[] clear(byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] record : records(stream)) {
      if (record[0] == CHANGE_CIPHER_SPEC) {
        break;
      }
      out.writeBytes(record);
    }
    return out.toByteArray();
  }

  private static List<byte[]> records(byte[] stream) {
    List<byte[]> records = new ArrayList<>();
    int at = 0;
    while (at + HEADER <= stream.length) {
      int end = at + HEADER + ((stream[at + 3] & 0xFF) << 8 | stream[at + 4] & 0xFF);
      records.add(Arrays.copyOfRange(stream, at, Math.min(end, stream.length)));
      at = end;
    }
    return records;
  }

  @Override
  public String toString() {
    return name;
  }
}
