package dev.plumbline.tls.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code docs/faults.md} is the catalogue as a table. {@code -Dfaults.update=true} writes it anew instead of comparing.
 */
final class FaultCatalogueTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "faults.md");
  private static final String UPDATE = "mvn -o -q -pl tls-core -am test -Dtest=FaultCatalogueTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Dfaults.update=true";

  @Test
  void isTheTableInTheDocument() throws IOException {
    if (Boolean.getBoolean("faults.update")) {
      Files.writeString(DOCUMENT, document());
    }
    assertEquals(document(), Files.readString(DOCUMENT), "docs/faults.md is out of date; to write it anew: " + UPDATE);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void hasASentenceThatTakesItsDetails(Fault fault) {
    assertTrue(fault.template().replace("%s", "").indexOf('%') < 0, "only %s is used: " + fault.template());
    assertFalse(fault.template().endsWith("."), fault.template());
    assertTrue(fault.clause().document().matches("RFC \\d+"), fault.clause().toString());
    assertTrue(fault.clause().section().matches("[A-Z0-9]+(\\.\\d+)*"), fault.clause().toString());
    assertEquals(fault.clause(), Clause.parse(fault.clause().toString()).orElseThrow());
    Object[] details = {"a", "b", "c", "d"};
    try {
      assertEquals(fault, fault.with(details).fault().orElseThrow());
    } catch (IllegalFormatException wants) {
      throw new AssertionError(fault + " wants more than four details", wants);
    }
  }

  private static String document() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Faults

        Every way in which this client ends a connection: the alert that it sends, how binding the choice is, and the
        clause. Where a text mandates the alert, another stack that sends a different one has a defect; where custom
        chose it, it has other manners.
        A place for a detail is written as `…`.

        This page is the enum `dev.plumbline.tls.alert.Fault` as a table. After a change there, write it anew with
        `""");
    out.append(UPDATE).append("`.\n\n| id | alert | basis | clause | sentence |\n|---|---|---|---|---|\n");
    for (Fault fault : Fault.values()) {
      out.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s | %s |\n",
              fault.id(),
              fault.alert().map(alert -> "`" + alert.rfcName() + "`").orElse("none"),
              fault.basis().name().toLowerCase(Locale.ROOT),
              fault.clause(),
              fault.template().replace("%s", "…").replace("|", "\\|")));
    }
    return out.toString();
  }
}
