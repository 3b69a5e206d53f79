package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The certificates of one side as a tree: from the leaf to its issuers, up to what the device trusts or to a gap. */
final class ChainSection {
  private static final int MOST_ANCHORS = 50;
  private static final HexFormat FINGERPRINT = HexFormat.ofDelimiter(" ").withUpperCase();

  private final Html html;
  private final ReportContext context;
  private final ValidityBar validity;

  /**
   * @param captured when the connection was made
   * @param deviceClock what the device took for the time then
   */
  ChainSection(Html html, ReportContext context, Optional<Instant> captured, Optional<Instant> deviceClock) {
    this.html = html;
    this.context = context;
    this.validity = new ValidityBar(html, captured, deviceClock);
  }

  /**
   * Writes one side's chain under its own heading.
   *
   * @return whether there was one
   */
  boolean write(Conversation conversation, Side side, String id) throws IOException {
    Optional<CertificateView> view = conversation.certificate(side);
    if (view.isEmpty() || view.get().certificates().isEmpty()) {
      return false;
    }
    boolean server = side == Side.SERVER;
    boolean known = server && context.evidence().anchors().isPresent();
    List<ParsedCertificate> anchors =
        server ? context.evidence().anchors().orElse(List.of()) : List.<ParsedCertificate>of();
    ChainTree tree = new ChainTree(view.get().certificates(), anchors);
    html.open("section", "id", id).element("h3", server ? "The server's certificates" : "The client's certificates");
    Optional<String> asked = conversation.clientHello().flatMap(hello -> hello.serverName());
    if (server && asked.isPresent()) {
      html.open("p").text("The client asked for ").element("code", asked.get()).text(".").close();
    }
    for (String trouble : tree.troubles()) {
      html.element("p", trouble, "class", "bad");
    }
    if (tree.leaf().isPresent()) {
      html.open("ul", "class", "chain");
      node(tree.leaf().get(), known, server);
      html.close();
    }
    if (!tree.unused().isEmpty()) {
      html.element("h4", "Sent as well, and no issuer of the above").open("ul", "class", "chain");
      for (ChainNode each : tree.unused()) {
        node(each, known, server);
      }
      html.close();
    }
    if (known) {
      anchors(tree.otherAnchors());
    }
    html.close().line();
    return true;
  }

  private void node(ChainNode node, boolean anchorsKnown, boolean server) throws IOException {
    html.open("li");
    if (node.certificate().isPresent()) {
      card(node, anchorsKnown);
    } else {
      html.open("div", "class", "certificate missing").element("p", node.name(), "class", "subject");
      html.open("p").element("strong", "Missing. ").text("It was not sent");
      if (server) {
        html.text(anchorsKnown ? ", and the device does not trust it" : "; what the device trusts is not known");
      }
      html.text(".").close().close();
    }
    if (!node.issuers().isEmpty()) {
      html.element("p", node.issuers().size() > 1 ? "issued by one of" : "issued by", "class", "by");
      html.open("ul");
      for (ChainNode each : node.issuers()) {
        node(each, anchorsKnown, server);
      }
      html.close();
    }
    html.close();
  }

  private void card(ChainNode node, boolean anchorsKnown) throws IOException {
    ParsedCertificate certificate = node.certificate().orElseThrow();
    html.open("div", "class", node.trusted() ? "certificate trusted" : "certificate");
    html.open("p", "class", "tags");
    if (node.sent() > 0) {
      html.element("span", "sent, number " + node.sent(), "class", "tag");
    }
    if (node.trusted()) {
      html.element("span", "trusted by the device", "class", "tag good");
    } else if (anchorsKnown && certificate.selfIssued()) {
      html.element("span", "not trusted by the device", "class", "tag bad");
    }
    String subject = certificate.subject().isEmpty() ? "(empty name)" : certificate.subject();
    html.close().element("p", subject, "class", "subject");
    validity.write(certificate);
    html.open("details").element("summary", key(certificate) + ", signed with " + certificate.signatureName());
    html.open("dl");
    line("Issuer", certificate.selfIssued() ? "itself" : certificate.issuer());
    line("Names", certificate.serverNames().isEmpty() ? "none" : String.join(", ", certificate.serverNames()));
    line("Key", key(certificate));
    line("Signature", certificate.signatureName());
    line("Serial number", certificate.serialNumber().toString(16));
    line("SHA-256", fingerprint(certificate));
    line("Size", Times.bytes(certificate.der().length()));
    html.close().close().close();
  }

  private void anchors(List<ParsedCertificate> others) throws IOException {
    if (others.isEmpty()) {
      return;
    }
    html.element("h4", "Trusted by the device, and no issuer of the above").open("ul", "class", "anchors");
    for (ParsedCertificate each : others.subList(0, Math.min(others.size(), MOST_ANCHORS))) {
      html.open("li").element("span", each.subject(), "class", "subject").text(" ");
      html.element("span", key(each) + ", until " + Times.day(each.notAfter()), "class", "detail").close();
    }
    if (others.size() > MOST_ANCHORS) {
      html.element("li", others.size() - MOST_ANCHORS + " more");
    }
    html.close();
  }

  private void line(String name, String value) throws IOException {
    html.element("dt", name).element("dd", value);
  }

  private static String key(ParsedCertificate certificate) {
    String curve = certificate.curve().map(group -> " on " + group.ianaName()).orElse("");
    return certificate.keyName() + (curve.isEmpty() ? ", " + certificate.keyBits() + " bits" : curve);
  }

  private static String fingerprint(ParsedCertificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.der().unsafeArray());
      return FINGERPRINT.formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
