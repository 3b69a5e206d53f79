package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A diagnosis to be shown to others: a zip file with the report, the JSON document, the certificates, and a capture
 * without application data; {@code removed.txt} says what is missing and why. The capture is written anew from what was
 * understood, so that nothing gets in that nobody thought of. The same input makes the same bytes.
 */
public final class Bundle {
  private static final int MOST_CONNECTIONS = 20;
  private static final int MOST_TOLD = 500;
  private static final int MOST_ANCHORS = 50;
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final ReportContext context;
  private final ZipOutputStream zip;

  private Bundle(ReportContext context, ZipOutputStream zip) {
    this.context = context;
    this.zip = zip;
  }

  /**
   * Writes the zip file; the stream stays open.
   *
   * @param keepAddresses whether addresses stay as they were; if not, addresses for documentation replace them in
   *     everything but the names of hosts
   */
  public static void write(Diagnosis diagnosis, ReportContext context, boolean keepAddresses, OutputStream out)
      throws IOException {
    Removed removed = new Removed();
    int told = Math.min(diagnosis.connections().size(), MOST_TOLD);
    Diagnosis first =
        new Diagnosis(diagnosis.verdict(), diagnosis.connections().subList(0, told), diagnosis.notes());
    Diagnosis clean = Redaction.of(first).apply(first);
    removed.untold(diagnosis.connections().size() - told);
    if (!keepAddresses) {
      AddressMask mask = AddressMask.of(clean);
      removed.addresses(mask.size());
      clean = mask.apply(clean);
    }
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    new Bundle(context, zip).write(clean, removed);
    zip.finish();
    out.flush();
  }

  private void write(Diagnosis diagnosis, Removed removed) throws IOException {
    StringWriter page = new StringWriter();
    HtmlReport.write(diagnosis, context, page);
    entry("report.html", page.toString());
    entry("report.json", DiagnosisJson.write(diagnosis));
    List<Conversation> seen =
        diagnosis.connections().stream().map(ConnectionDiagnosis::conversation).flatMap(Optional::stream).toList();
    List<Conversation> first = seen.subList(0, Math.min(seen.size(), MOST_CONNECTIONS));
    removed.connections(seen.size() - first.size());
    if (!first.isEmpty()) {
      entry("capture.pcapng", RedactedCapture.of(first, removed));
      certificates(first.get(0));
    }
    anchors();
    entry("removed.txt", removed.text(context.capture()));
  }

  /** The chains of the connection that the answer is about, and the device's own if only the user knows it. */
  private void certificates(Conversation conversation) throws IOException {
    chain("server", sent(conversation, Side.SERVER));
    List<byte[]> client = sent(conversation, Side.CLIENT);
    List<byte[]> known = ders(context.evidence().deviceCertificates());
    chain("client", client.isEmpty() ? known : client);
  }

  private static List<byte[]> sent(Conversation conversation, Side side) {
    return conversation.certificate(side).map(CertificateView::certificates).orElse(List.of());
  }

  private void anchors() throws IOException {
    List<byte[]> anchors = ders(context.evidence().anchors().orElse(List.of()));
    chain("anchor", anchors.subList(0, Math.min(anchors.size(), MOST_ANCHORS)));
  }

  private static List<byte[]> ders(List<ParsedCertificate> certificates) {
    List<byte[]> ders = new ArrayList<>();
    certificates.forEach(each -> ders.add(each.der().toArray()));
    return ders;
  }

  private void chain(String name, List<byte[]> ders) throws IOException {
    for (int i = 0; i < ders.size(); i++) {
      String pem = "-----BEGIN CERTIFICATE-----\n" + PEM.encodeToString(ders.get(i)) + "\n-----END CERTIFICATE-----\n";
      entry("certificates/" + name + "-" + (i + 1) + ".pem", pem);
    }
  }

  private void entry(String name, String text) throws IOException {
    entry(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void entry(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(context.created().atZone(ZoneOffset.UTC).toLocalDateTime());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
