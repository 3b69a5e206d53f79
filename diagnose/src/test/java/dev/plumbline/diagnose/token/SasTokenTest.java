package dev.plumbline.diagnose.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SasTokenTest {
  private static final long END = Tokens.NOW.getEpochSecond() + 3600;
  private static final String RESOURCE = "sr=hub.azure-devices.net%2Fdevices%2Fpump-17";
  private static final String MAC = "sig=lZ0d5CWpJ4fI%2FkpXQy2eRZrYB%2FPCPW1XkWm9pQ7%2Bq1E%3D";

  @Test
  void findsNothingWrongWithOneInOrder() {
    SasReport report = inspect(RESOURCE + "&" + MAC + "&se=" + END);
    assertEquals(List.of(), report.problems());
    assertEquals(Optional.of("hub.azure-devices.net/devices/pump-17"), report.resource());
    assertEquals(Tokens.NOW.plusSeconds(3600), report.expires().orElseThrow());
  }

  @Test
  void namesWhatIsWrong() {
    assertEquals(List.of(Kind.EXPIRED), kinds(RESOURCE + "&" + MAC + "&se=1500000000"));
    assertEquals(List.of(Kind.MILLISECONDS), kinds(RESOURCE + "&" + MAC + "&se=" + END * 1000));
    assertEquals(List.of(Kind.NOT_URL_ENCODED), kinds("sr=hub/devices/a&" + MAC + "&se=" + END));
    assertEquals(
        List.of(Kind.NOT_URL_ENCODED),
        kinds(RESOURCE + "&sig=lZ0d5CWpJ4fI/kpXQy2eRZrYB/PCPW1XkWm9pQ7+q1E=&se=" + END));
    assertEquals(List.of(Kind.FIELD_MISSING), kinds(RESOURCE + "&" + MAC));
    assertEquals(List.of(Kind.MAC_LENGTH), kinds(RESOURCE + "&sig=lZ0d5CWpJ4fI&se=" + END));
    assertEquals(List.of(Kind.TIME_UNREADABLE), kinds(RESOURCE + "&" + MAC + "&se=tomorrow"));
  }

  @Test
  void saysNothingOfTheSignature() {
    String text = inspect(RESOURCE + "&" + MAC + "&se=" + END + "&skn=device").toString();
    assertFalse(text.contains("lZ0d5CWp"), text);
    assertTrue(text.contains("skn") || text.contains("device"), text);
  }

  @Test
  void anotherPasswordIsNone() {
    assertFalse(SasToken.inspect("secret".getBytes(StandardCharsets.US_ASCII), Tokens.NOW).token());
  }

  private static SasReport inspect(String fields) {
    return SasToken.inspect(("SharedAccessSignature " + fields).getBytes(StandardCharsets.US_ASCII), Tokens.NOW);
  }

  private static List<Kind> kinds(String fields) {
    return inspect(fields).problems().stream().map(TokenProblem::kind).toList();
  }
}
