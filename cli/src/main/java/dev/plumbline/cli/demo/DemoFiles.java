package dev.plumbline.cli.demo;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What the demo leaves behind: what is known of the device that fails, and the report on it. Files of an earlier demo
 * are overwritten.
 *
 * @param directory where they are; it exists
 */
public record DemoFiles(Path directory) {
  private static final String SETTINGS = """
      /* The board of Plumbline's demo: its secure crypto engine swaps words, and its root certificate lies in flash. */
      sce_config.endian_flag = CRYPTO_WORD_ENDIAN_BIG;
      const uint8_t root_ca_der[ROOT_CA_LENGTH];
      """;

  /** In this directory, which is made if it does not exist. */
  public static DemoFiles in(Path directory) throws CommandFailure {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw InputFiles.unwritable(directory, "--out", e);
    }
    return new DemoFiles(directory);
  }

  Path capture() {
    return directory.resolve("device.pcapng");
  }

  Path root() {
    return directory.resolve("root.pem");
  }

  Path settings() {
    return directory.resolve("device.c");
  }

  /** The report on the failing device. */
  public Path report() {
    return directory.resolve("report.html");
  }

  /** Writes what a user would know of the device: what it trusts, and how it is configured. */
  void describeDevice(Path rootFile) throws CommandFailure {
    try {
      Files.copy(rootFile, root(), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(settings(), SETTINGS, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw InputFiles.unwritable(directory, "--out", e);
    }
  }

  String settingsText() {
    return SETTINGS;
  }
}
