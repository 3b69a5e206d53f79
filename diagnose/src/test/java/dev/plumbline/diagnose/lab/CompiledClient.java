package dev.plumbline.diagnose.lab;

import dev.plumbline.tls.testing.IssuedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small client of a library that comes without one, compiled where there are a compiler and the library's headers.
 */
enum CompiledClient {
  MBEDTLS("mbedtls/ssl.h", "-lmbedtls", "-lmbedx509", "-lmbedcrypto"),
  WOLFSSL("wolfssl/ssl.h", "-lwolfssl"),
  BEARSSL("bearssl.h", "-lbearssl");

  private static final ConcurrentHashMap<CompiledClient, Path> COMPILED = new ConcurrentHashMap<>();

  private final String header;
  private final List<String> libraries;

  CompiledClient(String header, String... libraries) {
    this.header = header;
    this.libraries = List.of(libraries);
  }

  /** Why there is none here; empty when there is. */
  Optional<String> missing() {
    if (!Programs.installed("cc")) {
      return Optional.of("there is no C compiler (Debian package gcc)");
    }
    return Files.exists(Path.of("/usr/include", header))
        ? Optional.empty() : Optional.of(header + " is not installed (Debian package lib" + word() + "-dev)");
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** One that trusts this anchor; an empty name is neither sent nor checked. */
  LabClient client(IssuedCertificate anchor, String name, byte[] input, String... more) {
    return client(anchor, null, name, input, more);
  }

  LabClient client(IssuedCertificate anchor, IssuedCertificate own, String name, byte[] input, String... more) {
    return line -> {
      Path file = Files.write(line.directory().resolve("input"), input);
      List<String> command = new ArrayList<>(List.of(
          program().toString(), Integer.toString(line.port()), line.file("ca.pem", anchor.pem()), name,
          file.toString()));
      if (own != null) {
        own.writeTo(line.directory(), "own");
        command.add(line.directory().resolve("own-chain.pem").toString());
        command.add(line.directory().resolve("own-traditional.key").toString());
      }
      command.addAll(List.of(more));
      Clients.say(line, command, new byte[0]);
    };
  }

  private Path program() {
    return COMPILED.computeIfAbsent(this, client -> compile());
  }

  private Path compile() {
    try (InputStream source = CompiledClient.class.getResourceAsStream(word() + "_client.c")) {
      Path directory = Files.createTempDirectory("lab-" + word());
      Path text = directory.resolve("client.c");
      Files.copy(source, text);
      Path program = directory.resolve("client");
      List<String> command = new ArrayList<>(List.of("cc", "-O1", "-o", program.toString(), text.toString()));
      command.addAll(libraries);
      String log = Programs.run(directory, command);
      if (!Files.isExecutable(program)) {
        throw new IllegalStateException(log);
      }
      text.toFile().deleteOnExit();
      program.toFile().deleteOnExit();
      return program;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
