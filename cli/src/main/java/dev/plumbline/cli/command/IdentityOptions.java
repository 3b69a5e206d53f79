package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.mqtt.Password;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** As whom a client introduces itself to a broker, by mosquitto's names. */
final class IdentityOptions {
  private static final String PASSWORD_VARIABLE = "PLUMBLINE_PW";
  private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

  @Option(names = {"-i", "--id"}, paramLabel = "ID",
      description = "The client identifier (default: plumbline- and random letters).")
  private String id;

  @Option(names = {"-u", "--username"}, paramLabel = "NAME", description = "The user name.")
  private String userName;

  @Option(names = {"-P", "--pw"}, paramLabel = "PASSWORD", description = "The password. Others on this machine may see"
      + " it in the list of processes: --pw-file or the variable " + PASSWORD_VARIABLE + " keep it to yourself.")
  private String password;

  @Option(names = "--pw-file", paramLabel = "FILE", description = "A file whose first line is the password.")
  private Path passwordFile;

  /**
   * What a CONNECT says of the client.
   *
   * @param userName null if there is none
   * @param password null if there is none; the caller's to wipe
   */
  record Identity(String clientId, String userName, Password password) {}

  boolean idGiven() {
    return id != null;
  }

  boolean anyGiven() {
    return id != null || userName != null || password != null || passwordFile != null;
  }

  /**
   * What the options come to.
   *
   * @param otherName a user name from elsewhere, where no option gives one
   * @param otherPassword a password from elsewhere
   */
  Identity read(Console console, Optional<String> otherName, Optional<String> otherPassword) throws CommandFailure {
    String name = userName != null ? userName : otherName.orElse(null);
    Optional<String> secret = passwordFile != null
        ? Optional.of(InputFiles.firstLine(passwordFile, "--pw-file"))
        : Optional.ofNullable(password).or(() -> otherPassword);
    if (name == null && secret.isPresent()) {
      throw CommandFailure.usage("a password needs a user name: MQTT 3.1.1 has none without the other; add -u");
    }
    if (name != null && secret.isEmpty()) {
      secret = console.environment(PASSWORD_VARIABLE);
    }
    Password wrapped = secret.map(text -> Password.copyOf(text.toCharArray())).orElse(null);
    return new Identity(id != null ? id : "plumbline-" + randomLetters(), name, wrapped);
  }

  /** Enough letters that two clients do not meet; 23 bytes in all, which every broker takes (MQTT 3.1.1 §3.1.3.1). */
  private static String randomLetters() {
    return new SecureRandom().ints(12, 0, ID_LETTERS.length())
        .mapToObj(i -> ID_LETTERS.substring(i, i + 1))
        .reduce("", String::concat);
  }
}
