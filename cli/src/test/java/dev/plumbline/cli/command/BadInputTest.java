package dev.plumbline.cli.command;

import static dev.plumbline.cli.command.BadServerTest.assertOneSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options and files that can't be right: status 2, one sentence, and no connection. */
@Timeout(60)
class BadInputTest {
  @TempDir Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  /** A command line, where {@code @name} is a file of the test, and what the sentence says about it. */
  private record Wrong(String says, String... arguments) {
    @Override
    public String toString() {
      return String.join(" ", arguments);
    }
  }

  static Stream<Wrong> commandLines() {
    return Stream.of(
        new Wrong("no such file", "handshake", "localhost:1", "--cafile", "@missing.pem"),
        new Wrong("no such directory", "handshake", "localhost:1", "--capath", "@missing"),
        new Wrong("holds no certificate", "handshake", "localhost:1", "--cafile", "@server.key"),
        new Wrong("is a directory", "handshake", "localhost:1", "--cafile", "@."),
        new Wrong("--key", "handshake", "localhost:1", "--cafile", "@root.pem", "--cert", "@client.pem"),
        new Wrong("--cert", "handshake", "localhost:1", "--cafile", "@root.pem", "--key", "@client.key"),
        new Wrong("there is no such file",
            "handshake", "localhost:1", "--cafile", "@root.pem", "--cert", "@client.pem", "--key", "@missing.key"),
        new Wrong("does not belong",
            "handshake", "localhost:1", "--cafile", "@root.pem", "--cert", "@client.pem", "--key", "@server.key"),
        new Wrong("--key",
            "handshake", "localhost:1", "--cafile", "@root.pem", "--cert", "@client.pem", "--key", "@client.pem"),
        new Wrong("there is no engine of that name: 'abacus'", "handshake", "localhost:1", "--engine", "abacus"),
        new Wrong("the switch 'endian' of sce7: 'middle' is none of [little, big]",
            "handshake", "localhost:1", "--engine", "sce7:endian=middle"),
        new Wrong("sce7 has no switch 'colour'", "handshake", "localhost:1", "--engine", "sce7:colour=red"),
        new Wrong("there is no provider 'nope'", "handshake", "localhost:1", "--engine", "jca:provider=nope"),
        new Wrong("--anchors-in: 'flash' is none of [ram, rom]", "handshake", "localhost:1", "--anchors-in", "flash"),
        new Wrong("--key-in: sce7 keeps its key in memory",
            "handshake", "localhost:1", "--engine", "sce7", "--key-in", "slot:1"),
        new Wrong("the switch 'busy-every' of sce9: '1' is no whole number",
            "handshake", "localhost:1", "--engine", "sce9:busy-every=1"),
        new Wrong("the switch 'keys' of sce9: 'flash' is none of",
            "handshake", "localhost:1", "--engine", "sce9:keys=flash"),
        new Wrong("/r.html can't be written: there is no directory",
            "handshake", "localhost:1", "--report", "@nowhere/r.html"),
        new Wrong("/b.zip can't be written: there is no directory",
            "diagnose", "--connect", "localhost:1", "--bundle", "@nowhere/b.zip"),
        new Wrong("there is no profile 'abacus'", "handshake", "localhost:1", "--profile", "abacus"),
        new Wrong("there is no profile 'abacus'", "profiles", "show", "abacus"),
        new Wrong("nobody here knows the code '0x10042'; nearest are ", "explain", "0x10042", "--stack", "netx"),
        new Wrong("there is no stack 'abacus'; there are alert", "explain", "1", "--stack", "abacus"),
        new Wrong("'--stak' is not an option here", "explain", "1", "--stak", "netx"),
        new Wrong("CODE", "explain"),
        new Wrong("there is no cipher suite NULL-MD5", "handshake", "localhost:1", "--suites", "NULL-MD5"),
        new Wrong("there is no group P-521", "handshake", "localhost:1", "--groups", "P-521"),
        new Wrong("no cipher suite", "handshake", "localhost:1", "--suites", ","),
        new Wrong("max_fragment_length", "handshake", "localhost:1", "--mfl", "1000"),
        new Wrong("--timeout", "handshake", "localhost:1", "--timeout", "0"),
        new Wrong("--timeout", "handshake", "localhost:1", "--timeout", "soon"),
        new Wrong("can't be written", "handshake", "localhost:1", "--cafile", "@root.pem", "--trace", "@no/trace"),
        new Wrong("can't be written", "handshake", "localhost:1", "--cafile", "@root.pem", "--keylog", "@no/keys"),
        new Wrong("can't be written", "handshake", "localhost:1", "--cafile", "@root.pem", "--pcap", "@no/pcap"),
        new Wrong("1 to 65535", "handshake", "localhost:99999"),
        new Wrong("1 to 65535", "handshake", "localhost:mqtt"),
        new Wrong("']'", "handshake", "[::1:8883"),
        new Wrong("host is missing", "handshake", ":8883"),
        new Wrong("HOST", "handshake"),
        new Wrong("a port is 1 to 65535, not 0", "diagnose", "device.pcap", "--port", "0"),
        new Wrong("a port is 1 to 65535, not 70000", "replay", "device.pcap", "--port", "70000"),
        new Wrong("0 or more, not -1", "diagnose", "device.pcap", "--stream", "-1"),
        new Wrong("no whole number, or too large a one", "diagnose", "device.pcap", "--stream", "99999999999"),
        new Wrong("go with --connect", "diagnose", "device.pcap", "--timeout", "3"),
        new Wrong("go with --connect", "diagnose", "device.pcap", "--pw-file", "f"),
        new Wrong("is no number", "diagnose", "--connect", "localhost:1", "--timeout", "soon"),
        new Wrong("'--insecure' is not an option", "handshake", "localhost:1", "--insecure"),
        new Wrong("'handshaek' is not a command", "handshaek"),
        new Wrong("choose one of -m, -f, -l, -s and -n", "pub", "-t", "t"),
        new Wrong("mutually exclusive", "pub", "-t", "t", "-m", "m", "-n"),
        new Wrong("a topic is needed", "pub", "-m", "m"),
        new Wrong("a topic is needed", "sub"),
        new Wrong("topic name", "pub", "-t", "a/#", "-m", "m"),
        new Wrong("topic filter", "sub", "-t", "a/#/b"),
        new Wrong("0, 1 or 2", "pub", "-t", "t", "-m", "m", "-q", "3"),
        new Wrong("there is no such file", "pub", "-t", "t", "-f", "@missing.bin"),
        new Wrong("add -u", "pub", "-t", "t", "-m", "m", "-P", "secret"),
        new Wrong("there is no such file", "pub", "-t", "t", "-m", "m", "-u", "me", "--pw-file", "@missing"),
        new Wrong("--will-topic", "pub", "-t", "t", "-m", "m", "--will-payload", "gone"),
        new Wrong("say which with -i", "sub", "-t", "t", "-c"),
        new Wrong("MQTT 3.1.1", "sub", "-t", "t", "-V", "mqttv5"),
        new Wrong("add --plain", "sub", "-L", "mqtt://localhost/t"),
        new Wrong("--plain excludes", "sub", "-L", "mqtts://localhost/t", "--plain"),
        new Wrong("mqtts://", "sub", "-L", "https://localhost/t"),
        new Wrong("leave out -h", "sub", "-L", "mqtts://localhost/t", "-h", "localhost"),
        new Wrong("leave out one", "sub", "-t", "t", "--plain", "--cafile", "@root.pem"),
        new Wrong("the format has '%z'", "sub", "-t", "t", "-F", "%z"),
        new Wrong("keep alive", "sub", "-t", "t", "-k", "100000"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void isRefusedWithOneSentence(Wrong wrong) {
    String[] arguments = Arrays.stream(wrong.arguments())
        .map(argument -> argument.startsWith("@") ? files.path(argument.substring(1)) : argument)
        .toArray(String[]::new);
    Outcome outcome = Outcome.of(arguments);
    assertOneSentence(outcome, 2, wrong.says());
    assertEquals("", outcome.out());
  }

  @Test
  void withoutACommandTheHelpIsShownAsAnError() {
    Outcome outcome = Outcome.of();
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("Commands:"), outcome::toString);
  }

  @Test
  void neverRepeatsAPassword() {
    for (String[] arguments : List.of(
        new String[] {"pub", "-t", "t", "-m", "m", "-P", "s3cret"},
        new String[] {"sub", "-L", "mqtts://me:s3cret@:99/t"},
        new String[] {"sub", "-L", "me:s3cret@host/t"})) {
      Outcome outcome = Outcome.of(arguments);
      assertEquals(2, outcome.status(), outcome::toString);
      assertTrue(!outcome.err().contains("s3cret"), outcome::toString);
    }
  }

  @Test
  void anEncryptedKeyNeedsItsPassword() throws IOException, OperatorCreationException {
    Path key = writeEncryptedKey("correct horse");
    Path password = Files.writeString(directory.resolve("password"), "correct horse\n");
    try (LoopbackServer server =
        LoopbackServer.tls(JsseServer.context(files.root(), files.server()), true, LoopbackServer::drain)) {
      List<String> with = List.of("handshake", server.address(), "--cafile", files.path("root.pem"),
          "--cert", files.path("client.pem"), "--key", key.toString());
      assertOneSentence(Outcome.of(with.toArray(String[]::new)), 2, "--keypass");
      assertOneSentence(run(with, "--keypass", "wrong"), 2, "password");
      assertEquals(0, run(with, "--keypass", "correct horse").status());
      assertEquals(0, run(with, "--keypass-file", password.toString()).status());
      assertEquals(0, Outcome.with(
          new byte[0], Map.of("PLUMBLINE_KEYPASS", "correct horse"), with.toArray(String[]::new)).status());
    }
  }

  private static Outcome run(List<String> first, String... more) {
    List<String> arguments = new ArrayList<>(first);
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private Path writeEncryptedKey(String password) throws IOException, OperatorCreationException {
    TestKey key = files.client().key();
    PemObject pem = new JcaPKCS8Generator(key.privateKey(),
        new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword(password.toCharArray()).build()).generate();
    String base64 = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pem.getContent());
    return Files.writeString(directory.resolve("encrypted.key"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + base64 + "\n-----END ENCRYPTED PRIVATE KEY-----\n",
        StandardCharsets.US_ASCII);
  }
}
