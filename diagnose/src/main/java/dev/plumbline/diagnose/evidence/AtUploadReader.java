package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.evidence.AtLine.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is typed after a command that takes a file: up to Ctrl-Z, a result or the next command. */
final class AtUploadReader {
  private static final Pattern CTRL_Z =
      Pattern.compile("(?i)\\x1a|<ctrl[-+ ]?z>|\\[ctrl[-+ ]?z\\]|\\^z|\\\\x1a|<sub>|<1a>");
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

  private final StringBuilder content = new StringBuilder();
  private final int line;
  private final String slot;
  private final OptionalInt declared;
  private int last;
  private int count;
  private boolean ended;
  private boolean refused;
  private OptionalInt stored = OptionalInt.empty();

  AtUploadReader(List<AtLine> lines, int index, String slot, OptionalInt declared) {
    this.line = lines.get(index).number();
    this.slot = slot;
    this.declared = declared;
    String command = lines.get(index).name();
    last = index;
    for (int i = index + 1; i < lines.size() && stored.isEmpty() && !refused; i++) {
      AtLine next = lines.get(i);
      if (next.kind() == Kind.COMMAND) {
        return;
      }
      last = i;
      take(next, command);
    }
  }

  private void take(AtLine next, String command) {
    if (next.is(Kind.RESULT, command)) {
      // +QFUPL: length,checksum; +QSSLCFG: context,connection,"cacert",length
      stored = command.equals("QFUPL") ? next.number(0) : next.last();
    } else if (next.is(Kind.FINAL, "ERROR")) {
      refused = true;
    } else if (next.kind() == Kind.OTHER && !ended) {
      text(next.text());
    }
  }

  private void text(String text) {
    Matcher end = CTRL_Z.matcher(text);
    ended = end.find();
    String before = ended ? text.substring(0, end.start()) : text;
    boolean started = content.length() > 0;
    if (!before.isEmpty() || started && !ended) {
      content.append(before).append('\n');
      count++;
    }
  }

  boolean isRefused() {
    return refused;
  }

  /** The index of the last line that belongs to it. */
  int lastIndex() {
    return last;
  }

  /** What was typed, lines ending with LF; blank lines at the end are the log's. */
  byte[] content() {
    return trimmed().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String trimmed() {
    String text = content.toString().replaceAll("\n+$", "\n");
    return text.isBlank() ? "" : text;
  }

  AtUpload upload() {
    String text = trimmed();
    Matcher begin = BEGIN.matcher(text);
    int breaks = (int) text.chars().filter(c -> c == '\n').count();
    return new AtUpload(
        line, slot, begin.find() ? begin.group(1) : "", declared, text.length(), text.length() + breaks, ended, stored);
  }
}
