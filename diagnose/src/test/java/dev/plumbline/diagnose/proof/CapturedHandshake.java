package dev.plumbline.diagnose.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.diagnose.device.CaptureFile;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
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
import java.util.stream.Stream;

/** The handshake messages in clear of the first connection of a capture, and what its case says of the device. */
final class CapturedHandshake {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;

  final String name;
  final Instant begin;
  final List<ParsedCertificate> anchors;
  final Optional<String> host;
  final String finding;
  final List<String> mustNot = new ArrayList<>();
  final List<byte[]> client;
  final List<byte[]> server;

  private CapturedHandshake(Path folder) throws IOException, CertificateFileException {
    name = folder.getFileName().toString();
    JsonNode json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    Path pcap = folder.resolve("capture.pcap");
    List<CaptureFile.Connection> connections =
        CaptureFile.connections(Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng"));
    begin = connections.isEmpty() ? Instant.EPOCH : connections.get(0).begin();
    client = connections.isEmpty() ? List.of() : messages(connections.get(0).client());
    server = connections.isEmpty() ? List.of() : messages(connections.get(0).server());
    JsonNode cafile = json.get("options").get("cafile");
    anchors = cafile.isTextual() ? CertificateFiles.read(folder.resolve(cafile.asText())) : List.of();
    host = Optional.ofNullable(json.get("options").get("host")).filter(JsonNode::isTextual).map(JsonNode::asText);
    finding = json.get("expected").get("finding").asText();
    json.get("expected").get("must_not").forEach(each -> mustNot.add(each.asText()));
  }

  static List<CapturedHandshake> all(Path captures) throws IOException, CertificateFileException {
    List<CapturedHandshake> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(captures)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        all.add(new CapturedHandshake(folder));
      }
    }
    return all;
  }

  /** What the first connection's server sent, and what the case knows besides. */
  ChainQuestion question() {
    ChainQuestion question =
        ChainQuestion.of(certificates(server), begin).trusting(anchors).exchanging(KeyExchange.SIGNED);
    return host.map(question::named).orElse(question);
  }

  /** The DER certificates of one side's Certificate message. */
  static List<byte[]> certificates(List<byte[]> messages) {
    Optional<byte[]> message = message(messages, 11);
    List<byte[]> list = new ArrayList<>();
    if (message.isPresent()) {
      ByteBuffer in = ByteBuffer.wrap(message.get(), 7, message.get().length - 7);
      while (in.hasRemaining()) {
        byte[] der = new byte[(in.get() & 0xFF) << 16 | (in.get() & 0xFF) << 8 | in.get() & 0xFF];
        in.get(der);
        list.add(der);
      }
    }
    return list;
  }

  /** The first message of a type, with its header. */
  static Optional<byte[]> message(List<byte[]> messages, int type) {
    return messages.stream().filter(each -> each[0] == type).findFirst();
  }

  private static List<byte[]> messages(byte[] stream) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (at + HEADER <= stream.length && stream[at] != CHANGE_CIPHER_SPEC && stream[at + 1] == 3) {
      int end = at + HEADER + ((stream[at + 3] & 0xFF) << 8 | stream[at + 4] & 0xFF);
      if (stream[at] == HANDSHAKE && end <= stream.length) {
        content.write(stream, at + HEADER, end - at - HEADER);
      }
      at = end;
    }
    return split(content.toByteArray());
  }

  private static List<byte[]> split(byte[] content) {
    List<byte[]> messages = new ArrayList<>();
    int at = 0;
    while (at + 4 <= content.length) {
      int end =
          at + 4 + ((content[at + 1] & 0xFF) << 16 | (content[at + 2] & 0xFF) << 8 | content[at + 3] & 0xFF);
      if (end > content.length) {
        break;
      }
      messages.add(Arrays.copyOfRange(content, at, end));
      at = end;
    }
    return messages;
  }

  @Override
  public String toString() {
    return name;
  }
}
