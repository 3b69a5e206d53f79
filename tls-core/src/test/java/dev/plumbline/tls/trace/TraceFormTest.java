package dev.plumbline.tls.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceFormTest {
  private static final Trace TRACE =
      new Trace(
          List.of(
              new TraceEntry.Value(0, TracePoint.CLIENT_RANDOM, Bytes.fromHex("00ff")),
              new TraceEntry.Decision(1, TracePoint.SERVER_HELLO, Clause.rfc(5246, "7.4.1.3"), "suite C02B: offered"),
              new TraceEntry.Value(2, TracePoint.SERVER_HELLO_DONE, Bytes.EMPTY),
              new TraceEntry.Opaque(3, TracePoint.MASTER_SECRET, "the engine \"sce9\" keeps it")),
          7);

  @Test
  void writesOneLineForEachEntry() throws IOException {
    assertEquals(
        """
        # plumbline trace 1
        0 client_random 00ff
        1 server_hello = RFC 5246 §7.4.1.3: suite C02B: offered
        2 server_hello_done -
        3 master_secret ? the engine "sce9" keeps it
        # dropped 7
        """,
        text(TRACE));
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    assertEquals(TRACE, TraceText.read(new StringReader(text(TRACE))));
  }

  @Test
  void readsWhatAPortPrints() throws IOException {
    String printed = "# from the board\r\n\r\n17  master_secret  0AFF\r\n3 key_block 00\n";
    Trace trace = TraceText.read(new StringReader(printed));
    assertEquals(
        List.of(
            new TraceEntry.Value(0, TracePoint.MASTER_SECRET, Bytes.fromHex("0aff")),
            new TraceEntry.Value(1, TracePoint.KEY_BLOCK, Bytes.fromHex("00"))),
        trace.entries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 client_random | a number, a name and a value are needed",
        "x client_random 00 | \"x\" is not a number",
        "0 premaster 00 | no value is called premaster",
        "0 client_random 0g | the value of client_random is not hexadecimal",
        "0 client_random 012 | the value of client_random is not hexadecimal",
        "0 server_hello = no clause | a decision needs a clause, a colon and a sentence",
        "0 server_hello = RFC 5246 7.4: x | a decision needs a clause, a colon and a sentence",
        "# dropped many | \"many\" is not a number"
      })
  void saysWhichLineIsNotOfTheForm(String line, String what) {
    IOException malformed =
        assertThrows(MalformedTraceException.class, () -> TraceText.read(new StringReader("\n" + line + "\n")));
    assertEquals("line 2 of the trace: " + what, malformed.getMessage());
  }

  @Test
  void keepsAQuotedLineBreakInsideItsLine() throws IOException {
    TraceEntry entry = new TraceEntry.Opaque(0, TracePoint.MASTER_SECRET, "a\n0 client_random 00\u0007");
    String text = text(new Trace(List.of(entry), 0));
    assertEquals("# plumbline trace 1\n0 master_secret ? a\uFFFD0 client_random 00\uFFFD\n", text);
  }

  @Test
  void writesJsonThatAParserReads() throws IOException {
    String nasty = "quote \" backslash \\ line\n tab\t nul\u0000 del\u007f umlaut ü lone \ud800 pair \ud83d\ude00";
    StringBuilder out = new StringBuilder();
    TraceJson.write(
        new Trace(
            List.of(
                TRACE.entries().get(0),
                TRACE.entries().get(1),
                new TraceEntry.Opaque(2, TracePoint.MASTER_SECRET, nasty)),
            7),
        out);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(TraceJson.SCHEMA, json.get("schema").asText());
    assertEquals(7, json.get("dropped").asInt());
    JsonNode entries = json.get("entries");
    assertEquals(3, entries.size());
    assertEquals("{\"seq\":0,\"name\":\"client_random\",\"hex\":\"00ff\"}", entries.get(0).toString());
    assertEquals("RFC 5246 §7.4.1.3", entries.get(1).get("clause").asText());
    assertEquals("suite C02B: offered", entries.get(1).get("decision").asText());
    assertEquals(nasty, entries.get(2).get("opaque").asText());
  }

  @Test
  void writesAnEmptyTraceAsJson() throws IOException {
    StringBuilder out = new StringBuilder();
    TraceJson.write(new Trace(List.of(), 0), out);
    assertEquals(0, new ObjectMapper().readTree(out.toString()).get("entries").size());
  }

  @Test
  void namesEveryPointInTheDocument() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "trace.md"));
    for (TracePoint point : TracePoint.values()) {
      String row = "| `" + point.id() + "` | " + (point.secret() ? "secret" : "") + " |";
      assertTrue(document.contains(row), row + " is not in docs/trace.md");
    }
    assertTrue(document.contains(TraceJson.SCHEMA));
  }

  private static String text(Trace trace) throws IOException {
    StringBuilder out = new StringBuilder();
    TraceText.write(trace, out);
    return out.toString();
  }
}
