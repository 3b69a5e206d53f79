package dev.plumbline.diagnose.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What is wrong with an upload (C47 to C50). Stateless. */
final class AtUploadLint {
  private static final Set<String> KEYS =
      Set.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY");

  private AtUploadLint() {}

  /** Takes what was found. */
  interface Found {
    void add(String caseId, String text, String suggestion);
  }

  /**
   * Checks one.
   *
   * @param prompt whether it was typed at a prompt and ends with Ctrl-Z
   */
  static void check(AtUpload upload, byte[] content, boolean prompt, Found found) {
    if (content.length == 0) {
      found.add(
          "C50", "nothing was sent for " + upload.slot(),
          prompt ? "send the data after the prompt and then Ctrl-Z (0x1A)" : "send the data after CONNECT");
      return;
    }
    if (prefixed(content)) {
      label(upload, upload.slot(), found);
      return;
    }
    PemLint.check(content).stream().filter(problem -> problem.line() > 0 || upload.label().isEmpty()).findFirst()
        .ifPresent(problem -> found.add(
            problem.caseId(), "what was sent for " + upload.slot() + " is damaged in its line " + problem.line() + ": "
                + problem.sentence(), "send it again from the original file"));
    if (prompt && !upload.ended()) {
      found.add(
          "C50", "there is no Ctrl-Z after what was sent for " + upload.slot() + " in the log",
          "end it with 0x1A, or check that the log hides it");
    }
    if (upload.stored().isPresent() && upload.stored().getAsInt() == 0) {
      found.add("C50", "the modem stored nothing for " + upload.slot(), "send the data first and Ctrl-Z after it");
    }
    length(upload, found);
    label(upload, upload.slot(), found);
  }

  /** Whether the terminal wrote something before each line, so that lines and lengths are not what was sent. */
  private static boolean prefixed(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf("-----BEGIN");
    return begin > 0 && text.charAt(begin - 1) != '\n';
  }

  private static void length(AtUpload upload, Found found) {
    if (upload.declared().isEmpty()) {
      return;
    }
    int declared = upload.declared().getAsInt();
    boolean fits = declared == upload.withLf() || declared == upload.withCrLf() || declared == upload.withLf() - 1;
    if (!fits) {
      found.add(
          "C47", "the command announces " + declared + " bytes for " + upload.slot() + "; what follows has "
              + upload.withLf() + " with LF and " + upload.withCrLf() + " with CR LF",
          "announce the number of bytes that are really sent");
    }
    if (upload.stored().isPresent() && upload.stored().getAsInt() != declared) {
      found.add(
          "C47", "the modem took " + upload.stored().getAsInt() + " of " + declared + " bytes for " + upload.slot(),
          "send the file again, with the length that it has");
    }
  }

  /** Whether a key is where a certificate should be, or the other way round (C49). */
  static void label(AtUpload upload, String slot, Found found) {
    boolean key = KEYS.contains(upload.label());
    boolean wantsKey = slot.equals("clientkey");
    if (AtLogReader.SLOTS.contains(slot) && !upload.label().isEmpty() && key != wantsKey) {
      found.add(
          "C49", slot + " was given " + (key ? "a private key" : "a " + upload.label()), "exchange the two files");
    }
  }
}
