package dev.plumbline.cli.diff;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.tls.trace.Trace;
import dev.plumbline.tls.trace.TraceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the user wants compared: {@code FILE}, {@code FILE#STREAM}, {@code profile:NAME}, {@code live:HOST}. */
public final class DiffInputs {
  private static final String PROFILE = "profile:";
  private static final String LIVE = "live:";
  private static final int DEFAULT_PORT = 8883;
  private static final int LARGEST_TRACE = 64 << 20;
  private static final Pattern STREAM = Pattern.compile("(.+)#([0-9]{1,9})");
  /** Lines of a trace begin with a number or are remarks; JSON begins with a brace. */
  private static final Pattern TRACE = Pattern.compile("\\s*(#|\\{|[0-9]+ +[a-z_]+ ).*", Pattern.DOTALL);

  private final TlsOptions tls;
  private final Console console;
  private final List<String> notes = new ArrayList<>();

  /** @param tls how live handshakes are made */
  public DiffInputs(TlsOptions tls, Console console) {
    this.tls = tls;
    this.console = console;
  }

  public DiffInput read(String text) throws CommandFailure {
    if (text.startsWith(PROFILE)) {
      return profile(text);
    }
    if (text.startsWith(LIVE)) {
      HostAndPort target = Arguments.read(() -> HostAndPort.parse(text.substring(LIVE.length()), DEFAULT_PORT));
      return new DiffInput.Handshake(text, LiveRun.make(text, target, tls, console));
    }
    Path whole = Arguments.read(() -> Path.of(text));
    Matcher numbered = STREAM.matcher(text);
    if (numbered.matches() && !Files.exists(whole)) {
      Optional<Integer> stream = Optional.of(Integer.valueOf(numbered.group(2)));
      return new DiffInput.Handshake(text, CapturedRun.read(Path.of(numbered.group(1)), stream, console, notes));
    }
    return isTrace(whole)
        ? new DiffInput.Values(text, trace(whole))
        : new DiffInput.Handshake(text, CapturedRun.read(whole, Optional.empty(), console, notes));
  }

  private static DiffInput profile(String text) throws CommandFailure {
    try {
      return new DiffInput.Profile(text, Profiles.parse(text.substring(PROFILE.length())));
    } catch (ProfileException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  private static boolean isTrace(Path file) throws CommandFailure {
    try (InputStream in = Files.newInputStream(file)) {
      return TRACE.matcher(new String(in.readNBytes(256), StandardCharsets.ISO_8859_1)).matches();
    } catch (IOException e) {
      throw InputFiles.unreadable(file, "the file", e);
    }
  }

  private static Trace trace(Path file) throws CommandFailure {
    String text = new String(InputFiles.read(file, "the trace", LARGEST_TRACE), StandardCharsets.UTF_8);
    try {
      return text.stripLeading().startsWith("{") ? JsonTrace.read(text) : TraceText.read(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.usage(file + " is no trace: " + e.getMessage(), e);
    }
  }

  /** What a reader should know of how the inputs were read. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
