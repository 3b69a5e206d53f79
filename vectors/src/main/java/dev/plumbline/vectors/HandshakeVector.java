package dev.plumbline.vectors;

import java.util.List;

/**
 * One recorded flow: everything a client needs to do the same handshake again, bit for bit, and everything it must
 * come by on the way.
 *
 * @param schema the version of this form, {@value #SCHEMA}
 * @param name the name of its file, without the ending
 * @param description what this flow is for, in a sentence
 * @param peer who the server was
 * @param config what the client was told to do
 * @param material certificates and keys, made for tests, of both sides
 * @param connections one connection, or a full handshake and then those that resume it
 */
public record HandshakeVector(
    int schema,
    String name,
    String description,
    Peer peer,
    ClientConfig config,
    Material material,
    List<RecordedConnection> connections) {
  /** The version that this code reads and writes. A field more or less is another version. */
  public static final int SCHEMA = 1;

  public HandshakeVector {
    Rules.check(schema == SCHEMA, "schema version " + schema + ", where only " + SCHEMA + " is known");
    Rules.fileName(name);
    Rules.text(description);
    Rules.present(peer, "peer");
    Rules.present(config, "config");
    Rules.present(material, "material");
    connections = Rules.some(connections, "connections");
  }

  /** The implementation that was on the other side. */
  public record Peer(String name, String version) {
    public Peer {
      Rules.text(name);
      Rules.text(version);
    }
  }

  /**
   * Certificates and private keys in PEM. They protect nothing: they were made for tests.
   *
   * @param serverChain what the server was given to send, leaf first
   * @param serverKey the private key of the server's leaf
   * @param anchors what the client trusts
   * @param clientChain the client's certificates, leaf first; empty without client authentication
   * @param clientKey the private key of the client's leaf, or null without client authentication
   */
  public record Material(
      List<String> serverChain, String serverKey, List<String> anchors, List<String> clientChain, String clientKey) {
    public Material {
      serverChain = Rules.pems(Rules.some(serverChain, "server certificates"));
      Rules.pem(serverKey);
      anchors = Rules.pems(Rules.some(anchors, "trust anchors"));
      clientChain = Rules.pems(clientChain);
      if (clientKey != null) {
        Rules.pem(clientKey);
      }
      Rules.check(clientChain.isEmpty() == (clientKey == null), "a client key and its certificates come together");
    }
  }
}
