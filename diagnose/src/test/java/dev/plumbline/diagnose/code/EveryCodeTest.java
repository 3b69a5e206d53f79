package dev.plumbline.diagnose.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No code that was collected is without an answer. */
class EveryCodeTest {
  private static final Pattern NUMBER = Pattern.compile("-?0x[0-9A-Fa-f]+|\\b[0-9A-F]{8}\\b|-?\\d+");

  @Test
  void everyRowOfTheTableIsFoundByNumberAndByName() {
    for (CodeRow row : VendorCodes.TABLE.rows()) {
      if (!row.name().isEmpty()) {
        assertKnown(row.name(), row.stack().id(), row.meaning());
      }
      if (row.first().isPresent()) {
        assertKnown(row.stack().written().of(row.first().getAsLong()), row.stack().id(), null);
        assertKnown(Long.toString(row.last().getAsLong()), row.stack().id(), null);
      }
    }
  }

  @Test
  void everyNetxCodeIsKnownByNumberAndByNameInItsVersion() throws IOException {
    for (List<String> row : SharedTables.rows("netx_codes.csv")) {
      boolean ssp = row.get(0).startsWith("SSP");
      Optional<String> version = Optional.of(row.get(3).contains("v6.4.2") ? "6" : "1.7");
      String decimal = Long.decode(row.get(1)).toString();
      for (String asked : List.of(row.get(1), row.get(0), decimal, row.get(0).toLowerCase(Locale.ROOT))) {
        List<CodeMeaning> found = VendorCodes.lookup(asked, Optional.of(ssp ? "ssp" : "netx"), version);
        assertTrue(found.stream().anyMatch(one -> one.name().equals(row.get(0))), () -> asked + " " + found);
      }
    }
  }

  @Test
  void everyStatusThatMovedIsToldWithBothNumbers() throws IOException {
    for (List<String> row : SharedTables.rows("netx_codes_drift.csv")) {
      Explanation explained = VendorCodes.explain(row.get(0), Optional.of("netx"), Optional.empty());
      String remark = String.join(" ", explained.remarks());
      assertTrue(remark.contains(row.get(2)), () -> row + " " + explained.remarks());
      String before = row.get(1).isEmpty() ? "does not have it" : row.get(1);
      assertTrue(remark.contains(before), row::toString);
    }
  }

  @Test
  void everyAlertThatNetxSendsIsToldWithItsStatus() throws IOException {
    for (List<String> row : SharedTables.rows("netx_status_to_alert.csv")) {
      if (row.get(0).startsWith("NX_") && !row.get(1).isEmpty()) {
        CodeMeaning found = VendorCodes.lookup(row.get(0), Optional.of("netx"), Optional.of("6")).get(0);
        // The table has an alert for it that is never sent: who got an alert does not answer it.
        boolean received = row.get(0).equals("NX_SECURE_TLS_ALERT_RECEIVED");
        Optional<Integer> sent = received ? Optional.empty() : Optional.of(Integer.parseInt(row.get(3)));
        assertEquals(sent, found.alert(), row::toString);
      }
    }
  }

  @Test
  void everyOtherCodeIsKnownAsItWasWritten() throws IOException {
    for (List<String> row : SharedTables.rows("error_codes.csv")) {
      for (String asked : numbers(row.get(0), row.get(1))) {
        assertTrue(VendorCodes.explain(asked, Optional.empty(), Optional.empty()).known(), () -> asked + " of " + row);
      }
    }
  }

  /** The codes that a row is for: texts whole, numbers one by one, with the word that says of what they are. */
  private static List<String> numbers(String code, String stack) {
    if (!code.matches(".*[0-9].*") || code.startsWith("+") || code.startsWith("ERROR") || code.startsWith("'")) {
      return List.of(code);
    }
    String word = code.startsWith("verify") ? "verify " : code.startsWith("flag") ? "flag "
        : code.startsWith("QMTSTAT") ? "QMTSTAT " : code.startsWith("QMTCONN result") ? "QMTCONN_RESULT "
        : code.startsWith("MQTT_ERROR_TYPE") ? "MQTT_ERROR_TYPE " : stack.startsWith("TLS alert") ? "alert " : "";
    List<String> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(code.replaceAll("(?<=\\d)[-+](?=[\\dn])", " "));
    while (number.find()) {
      numbers.add(word + number.group());
    }
    return numbers;
  }

  @Test
  void noCodeIsWithoutASentenceAStageAndASourceAndNothingElseIsInThem() {
    for (CodeRow row : VendorCodes.TABLE.rows()) {
      String asked = row.name().isEmpty() ? row.stack().written().of(row.first().getAsLong()) : row.name();
      for (CodeMeaning one : VendorCodes.lookup(asked, Optional.of(row.stack().id()), Optional.empty())) {
        assertTrue(one.meaning().length() > 8 && !one.meaning().contains("%"), one::toString);
        assertFalse(one.meaning().endsWith("."), one::toString);
        assertFalse(one.possibleStages().isEmpty() || one.next().isEmpty() || one.source().isEmpty(), one::toString);
      }
    }
  }

  @Test
  void everyHintFitsACode() {
    for (List<String> hint : Csv.rows("hints.csv", CodeHint.COLUMNS)) {
      for (String match : CodeHint.of(hint).matches()) {
        CodeHint one = CodeHint.of(hint);
        boolean used = VendorCodes.TABLE.rows(one.stack()).stream().anyMatch(
            row -> new CodeHint(one.stack(), List.of(match), one.stages(), List.of(), List.of(), "", one.basis(), "")
                .fits(one.stack(), row.name(), number(row, match)));
        assertTrue(used, () -> one.stack() + " " + match);
      }
    }
  }

  /** A row of a range is for any number in it. */
  private static String number(CodeRow row, String match) {
    boolean number = match.matches("-?\\d+");
    return number && row.covers(Long.parseLong(match)) ? match : "";
  }

  private static void assertKnown(String asked, String stack, String meaning) {
    List<CodeMeaning> found = VendorCodes.lookup(asked, Optional.of(stack), Optional.empty());
    assertFalse(found.isEmpty(), () -> stack + " " + asked);
    if (meaning != null && !meaning.contains("%")) {
      assertTrue(found.stream().anyMatch(one -> one.meaning().equals(meaning)), () -> stack + " " + asked + found);
    }
  }
}
