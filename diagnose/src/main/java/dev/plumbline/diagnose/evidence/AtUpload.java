package dev.plumbline.diagnose.evidence;

import java.util.OptionalInt;

/**
 * A file that was sent to a modem, without its content.
 *
 * @param line where the command stands, counted from 1
 * @param slot {@code cacert}, {@code clientcert} or {@code clientkey}; or the name of the file
 * @param label of its PEM; empty if it has none
 * @param declared bytes that the command announced
 * @param withLf bytes of the content if its lines end with LF
 * @param withCrLf bytes of the content if they end with CR LF
 * @param ended whether Ctrl-Z was seen after it
 * @param stored what the modem said it stored: a length, or a checksum
 */
public record AtUpload(
    int line, String slot, String label, OptionalInt declared, int withLf, int withCrLf, boolean ended,
    OptionalInt stored) {}
