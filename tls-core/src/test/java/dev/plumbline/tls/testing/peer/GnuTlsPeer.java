package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code gnutls-serv --echo}. It listens on every interface, so it gets a network namespace of its own. */
public final class GnuTlsPeer implements Peer {
  /** Short: it gathers a line and sends it in one record, however long a record was agreed on. */
  private static final int LINE = 100;

  private static final Pattern LISTENS = Pattern.compile("listening on IPv4 .* port \\d+\\.\\.\\.done");

  @Override
  public String name() {
    return "GnuTLS gnutls-serv";
  }

  @Override
  public String version() {
    return ServerProcess.firstLine("gnutls-serv", "--version").replaceFirst("^gnutls-serv (\\S+).*", "$1");
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
        Feature.MAX_FRAGMENT_LENGTH,
        Feature.RECORD_SIZE_LIMIT,
        Feature.OCSP_STAPLE);
  }

  @Override
  public Optional<String> missing() {
    return ServerProcess.installed("gnutls-serv")
        ? Namespace.missing()
        : Optional.of("gnutls-serv is not installed (Debian package gnutls-bin)");
  }

  @Override
  public RunningPeer start(ServerSetup setup) throws IOException {
    return RunningProcess.start(
        round -> Exchange.ofLines(round, LINE, UnaryOperator.identity()),
        server -> server.inNamespace(command(setup, server.scratch()), LISTENS));
  }

  private static List<String> command(ServerSetup setup, Scratch scratch) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("gnutls-serv", "--echo", "--port", Integer.toString(Namespace.PORT)));
    int count = 0;
    for (IssuedCertificate identity : setup.identities()) {
      String name = "server" + ++count;
      identity.writeTo(scratch.path(), name);
      Path files = scratch.path().resolve(name);
      command.addAll(List.of("--x509certfile", files + "-chain.pem", "--x509keyfile", files + ".key"));
    }
    command.addAll(List.of("--priority", priority(setup)));
    if (setup.clientAnchor().isPresent()) {
      command.add("--x509cafile");
      command.add(scratch.write("client-root.pem", setup.clientAnchor().get().pem()));
      command.addAll(List.of("--verify-client-cert", setup.clientRequired() ? "--require-client-cert" : "--quiet"));
    } else {
      command.add("--disable-client-cert");
    }
    if (setup.recordSizeLimit() > 0) {
      command.addAll(List.of("--recordsize", Integer.toString(setup.recordSizeLimit())));
    }
    if (setup.ocspResponse().isPresent()) {
      command.add("--ignore-ocsp-response-errors");
      command.addAll(List.of("--ocsp-response", scratch.write("ocsp.der", setup.ocspResponse().get())));
    }
    return command;
  }

  /** In GnuTLS's language; its key exchanges stand for our suites, because each has one cipher. */
  private static String priority(ServerSetup setup) {
    return "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM:-KX-ALL:"
        + setup.suites().stream().map(GnuTlsPeer::keyExchange).collect(Collectors.joining(":"));
  }

  private static String keyExchange(CipherSuite suite) {
    return switch (suite) {
      case TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 -> "+ECDHE-ECDSA";
      case TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 -> "+ECDHE-RSA";
      case TLS_RSA_WITH_AES_128_GCM_SHA256 -> "+RSA";
    };
  }
}
