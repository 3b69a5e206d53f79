package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code openssl s_server}, which serves one connection at a time and answers each line with its letters reversed. */
public final class OpenSslPeer implements Peer {
  private static final int LINE = 1000;
  private static final Pattern LISTENS = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)");

  @Override
  public String name() {
    return "OpenSSL s_server";
  }

  @Override
  public String version() {
    return ServerProcess.firstLine("openssl", "version").replaceFirst("^OpenSSL (\\S+).*", "$1");
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
        Feature.OCSP_STAPLE);
  }

  @Override
  public Optional<String> missing() {
    return ServerProcess.installed("openssl")
        ? Optional.empty()
        : Optional.of("openssl is not installed (Debian package openssl)");
  }

  @Override
  public RunningPeer start(ServerSetup setup) throws IOException {
    return start(setup, List.of("-tls1_2"));
  }

  /** As {@link #start(ServerSetup)}, for servers of another kind: {@code options} name the versions and whatever else differs. */
  public RunningPeer start(ServerSetup setup, List<String> options) throws IOException {
    return RunningProcess.start(
        round -> Exchange.ofLines(round, LINE, line -> new StringBuilder(line).reverse().toString()),
        server -> {
          List<String> command = command(setup, server.scratch());
          command.addAll(options);
          server.onLoopback(command, LISTENS);
        });
  }

  private static List<String> command(ServerSetup setup, Scratch scratch) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev"));
    String slot = "-";
    for (IssuedCertificate identity : setup.identities()) {
      command.addAll(identity(slot, identity, scratch));
      slot = "-d";
    }
    command.add("-cipher");
    command.add(setup.suites().stream().map(CipherSuite::opensslName).collect(Collectors.joining(":")));
    if (setup.clientAnchor().isPresent()) {
      command.add("-CAfile");
      command.add(scratch.write("client-root.pem", setup.clientAnchor().get().pem()));
      command.add("-verify_return_error");
      command.addAll(List.of(setup.clientRequired() ? "-Verify" : "-verify", "4"));
    }
    if (setup.ocspResponse().isPresent()) {
      command.add("-status_file");
      command.add(scratch.write("ocsp.der", setup.ocspResponse().get()));
    }
    return command;
  }

  /** The options for one certificate: {@code -cert} and its kin for the first, {@code -dcert} for the second. */
  private static List<String> identity(String slot, IssuedCertificate identity, Scratch scratch) throws IOException {
    String name = "server" + slot;
    identity.writeTo(scratch.path(), name);
    Path files = scratch.path().resolve(name);
    List<String> options =
        new ArrayList<>(List.of(slot + "cert", files + ".pem", slot + "key", files + ".key"));
    String issuers = identity.chainPem().substring(identity.pem().length());
    if (!issuers.isEmpty()) {
      options.add(slot + "cert_chain");
      options.add(scratch.write(name + "-issuers.pem", issuers));
    }
    return options;
  }
}
