package dev.plumbline.cli.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that options name, and what to say when one can't be read or written. */
public final class InputFiles {
  private InputFiles() {}

  /** All of a file of at most {@code limit} bytes; what is larger can't be what {@code option} asks for. */
  public static byte[] read(Path path, String option, int limit) throws CommandFailure {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw CommandFailure.usage(option + " " + path + " is larger than " + limit + " bytes; is it the right file?");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(path, option, e);
    }
  }

  /** The first line of a file, for passwords: without its end, which editors add. */
  public static String firstLine(Path path, String option) throws CommandFailure {
    String text = new String(read(path, option, 1 << 16), StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("");
  }

  public static CommandFailure unreadable(Path path, String option, IOException e) {
    return CommandFailure.usage(option + " " + path + " can't be read: " + reason(path, e), e);
  }

  public static CommandFailure unwritable(Path path, String option, IOException e) {
    return CommandFailure.usage(option + " " + path + " can't be written: " + reason(path, e), e);
  }

  /**
   * Sees that a file can be written, before work is done whose result would be lost. Changes nothing: a file that was
   * not there is not there afterwards.
   *
   * @param path may be null: an option that was not given
   */
  public static void requireWritable(Path path, String option) throws CommandFailure {
    if (path == null) {
      return;
    }
    boolean there = Files.exists(path);
    try {
      Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (!there) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw unwritable(path, option, e);
    }
  }

  private static String reason(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      Path parent = path.toAbsolutePath().getParent();
      return parent == null || Files.isDirectory(parent) ? "there is no such file" : "there is no directory " + parent;
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    return Files.isDirectory(path) ? "it is a directory" : e.getMessage();
  }
}
