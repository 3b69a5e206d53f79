package dev.plumbline.tls.testing.peer;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * NSS's {@code selfserv}: one request for each connection, of at most 10,239 bytes, which it answers with itself or with a file.
 *
 * <p>It listens on every interface, so it gets a network namespace of its own. Its database names certificates by subject:
 * certificates of one server must differ in theirs.
 */
public final class NssPeer implements Peer {
  private static final Pattern LISTENS = Pattern.compile("About to call accept");
  private static final String DATABASE = "sql:.";
  private static final String PASSWORD = "changeit";
  private static final String FILE = "twenty-kilobytes";
  private static final String HEADER =
      "HTTP/1.0 200 OK\r\nServer: Generic Web Server\r\nDate: Tue, 26 Aug 1997 22:10:05 GMT\r\n"
          + "Content-type: text/plain\r\n\r\n";

  @Override
  public String name() {
    return "NSS selfserv";
  }

  @Override
  public String version() {
    return ServerProcess.firstLine("dpkg-query", "-W", "-f", "${Version}\\n", "libnss3-tools");
  }

  @Override
  public Abilities abilities() {
    return Abilities.everySuiteAnd(
        Feature.SEVERAL_CERTIFICATES,
        Feature.CLIENT_AUTHENTICATION,
        Feature.OPTIONAL_CLIENT_AUTHENTICATION,
        Feature.EXTENDED_MASTER_SECRET,
        Feature.SESSION_ID,
        Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET,
        Feature.SESSION_TICKET,
        Feature.RECORD_SIZE_LIMIT);
  }

  @Override
  public Optional<String> missing() {
    return ServerProcess.installed("selfserv") && ServerProcess.installed("certutil")
        ? Namespace.missing()
        : Optional.of("selfserv is not installed (Debian package libnss3-tools)");
  }

  @Override
  public RunningPeer start(ServerSetup setup) throws IOException {
    return RunningProcess.start(
        NssPeer::exchange,
        server -> {
          makeDatabase(setup, server.scratch());
          server.scratch().write(FILE, Exchange.letters(0, 20_000));
          server.inNamespace(command(setup), LISTENS);
        });
  }

  /** Up in even rounds, down in odd ones: there is one request to a connection. */
  private static List<Exchange> exchange(int round) {
    String request;
    String answer;
    if (round % 2 == 0) {
      request = "GET / HTTP/1.0\r\nX-Letters: " + Exchange.letters(round, 9000) + "\r\n\r\n";
      answer = HEADER + request + "EOF\r\n\r\n\r\n";
    } else {
      request = "GET " + FILE + " HTTP/1.0\r\n\r\n";
      answer = HEADER + Exchange.letters(0, 20_000);
    }
    return List.of(
        new Exchange(request.getBytes(StandardCharsets.US_ASCII), answer.getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<String> command(ServerSetup setup) {
    StringBuilder suites = new StringBuilder();
    setup.suites().forEach(suite -> suites.append(String.format(Locale.ROOT, ":%04X", suite.codePoint())));
    List<String> command =
        new ArrayList<>(
            List.of("selfserv", "-d", DATABASE, "-p", Integer.toString(Namespace.PORT), "-V", "tls1.2:tls1.2",
                "-c", suites.toString(), "-I", "P256,P384,x25519", "-u", "-G", "-v"));
    for (IssuedCertificate identity : setup.identities()) {
      command.addAll(List.of(isRsa(identity) ? "-n" : "-e", nickname(identity)));
    }
    if (setup.clientAnchor().isPresent()) {
      command.addAll(setup.clientRequired() ? List.of("-r", "-r") : List.of("-r"));
    }
    return command;
  }

  private static void makeDatabase(ServerSetup setup, Scratch scratch) throws IOException {
    tool(scratch, "certutil", "-N", "-d", DATABASE, "--empty-password");
    for (IssuedCertificate identity : setup.identities()) {
      String file = scratch.write(nickname(identity) + ".p12", pkcs12(identity));
      tool(scratch, "pk12util", "-i", file, "-d", DATABASE, "-W", PASSWORD);
    }
    if (setup.clientAnchor().isPresent()) {
      String file = scratch.write("client-root.pem", setup.clientAnchor().get().pem());
      tool(scratch, "certutil", "-A", "-d", DATABASE, "-n", "client-root", "-t", "CT,,", "-i", file);
    }
  }

  private static void tool(Scratch scratch, String... command) throws IOException {
    ServerProcess.run(scratch.path(), List.of(command));
  }

  private static byte[] pkcs12(IssuedCertificate identity) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = identity.chain().stream().map(IssuedCertificate::x509).toArray(Certificate[]::new);
      store.setKeyEntry(nickname(identity), identity.key().privateKey(), PASSWORD.toCharArray(), chain);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, PASSWORD.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String nickname(IssuedCertificate identity) {
    return isRsa(identity) ? "rsa" : "ec";
  }

  private static boolean isRsa(IssuedCertificate identity) {
    return identity.key().kind().name().startsWith("RSA");
  }
}
