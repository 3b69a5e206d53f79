package dev.plumbline.diagnose.report;

import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a certificate is valid, as a bar on which the capture and the device's clock are marked, and in words. */
final class ValidityBar {
  private static final double WIDTH = 400;
  private static final double MARGIN = 12;
  private static final double HEIGHT = 26;

  private final Html html;
  private final Optional<Instant> captured;
  private final Optional<Instant> deviceClock;

  ValidityBar(Html html, Optional<Instant> captured, Optional<Instant> deviceClock) {
    this.html = html;
    this.captured = captured;
    this.deviceClock = deviceClock;
  }

  void write(ParsedCertificate certificate) throws IOException {
    Scale scale = scale(certificate);
    html.open(
        "svg", "class", "validity", "viewBox", "0 0 400 26", "preserveAspectRatio", "none", "aria-hidden", "true");
    rectangle("line", 0, WIDTH, 12, 2);
    double from = scale.at(certificate.notBefore());
    rectangle("valid", from, Math.max(2, scale.at(certificate.notAfter()) - from), 8, 10);
    if (captured.isPresent()) {
      mark("captured", scale.at(captured.get()), certificate, captured.get());
    }
    if (deviceClock.isPresent()) {
      mark("device", scale.at(deviceClock.get()), certificate, deviceClock.get());
    }
    html.close();
    html.open("p", "class", "dates");
    html.text(Times.day(certificate.notBefore()) + " to " + Times.day(certificate.notAfter()));
    html.close();
    if (captured.isPresent()) {
      words("captured", "at capture time, ", certificate, captured.get());
    }
    if (deviceClock.isPresent()) {
      words("device", "at the device's clock, ", certificate, deviceClock.get());
    }
  }

  private void words(String style, String when, ParsedCertificate certificate, Instant time) throws IOException {
    String state = state(certificate, time);
    html.open("p", "class", "moment " + style + (state.equals("valid") ? "" : " bad"));
    html.open("span", "class", "key").close().text(" ").element("strong", state);
    html.text(" " + when + Times.minute(time)).close();
  }

  private static String state(ParsedCertificate certificate, Instant time) {
    if (time.isBefore(certificate.notBefore())) {
      return "not yet valid";
    }
    // notAfter is the last second in which it is valid (RFC 5280 §4.1.2.5).
    return time.isBefore(certificate.notAfter().plusSeconds(1)) ? "valid" : "expired";
  }

  private void mark(String style, double x, ParsedCertificate certificate, Instant time) throws IOException {
    rectangle(state(certificate, time).equals("valid") ? style : style + " bad", x - 1.5, 3, 0, HEIGHT);
  }

  private void rectangle(String style, double x, double width, double y, double height) throws IOException {
    html.open(
        "rect", "class", style, "x", number(x), "width", number(width), "y", number(y), "height", number(height));
    html.close();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** From the first to the last of the moments that are shown. */
  private record Scale(double first, double last) {
    double at(Instant time) {
      double share = last == first ? 0.5 : (time.getEpochSecond() - first) / (last - first);
      return MARGIN + share * (WIDTH - 2 * MARGIN);
    }
  }

  private Scale scale(ParsedCertificate certificate) {
    List<Instant> moments = new ArrayList<>(List.of(certificate.notBefore(), certificate.notAfter()));
    captured.ifPresent(moments::add);
    deviceClock.ifPresent(moments::add);
    return new Scale(
        moments.stream().mapToDouble(Instant::getEpochSecond).min().orElseThrow(),
        moments.stream().mapToDouble(Instant::getEpochSecond).max().orElseThrow());
  }
}
