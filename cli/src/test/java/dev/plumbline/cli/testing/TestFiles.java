package dev.plumbline.cli.testing;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.nio.file.Path;

/**
 * Certificates and keys as files in a directory: {@code root.pem}, {@code other-root.pem}, {@code client.pem} and
 * {@code client.key}, {@code server.pem} and {@code server.key}; and the server's identity for a server in this
 * process.
 */
public record TestFiles(Path directory, IssuedCertificate root, IssuedCertificate server, IssuedCertificate client) {

  public static TestFiles in(Path directory) {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Test Root").selfSigned().writeTo(directory, "root");
    pki.ca("Other Root").selfSigned().writeTo(directory, "other-root");
    IssuedCertificate server = pki.server("localhost").ip("127.0.0.1").issuedBy(root).writeTo(directory, "server");
    IssuedCertificate client = pki.client("client").issuedBy(root).writeTo(directory, "client");
    return new TestFiles(directory, root, server, client);
  }

  /** The path of a file, for a command line. */
  public String path(String name) {
    return directory.resolve(name).toString();
  }
}
