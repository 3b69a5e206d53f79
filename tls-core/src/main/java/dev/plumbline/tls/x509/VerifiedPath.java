package dev.plumbline.tls.x509;

import dev.plumbline.engine.SubjectKey;
import java.util.List;

/**
 * A certification path that holds (RFC 5280 §6.1): from the server's certificate to a trust anchor.
 *
 * @param leafKey the server's key, verified; it now belongs to the caller, who closes it
 * @param path the server's certificate first, the anchor last; a single one if the server's certificate is an
 *     anchor itself
 * @param notes what was decided on the way
 */
public record VerifiedPath(SubjectKey leafKey, List<ParsedCertificate> path, List<PathNote> notes) {
  public VerifiedPath {
    path = List.copyOf(path);
    notes = List.copyOf(notes);
  }

  /** The server's certificate. */
  public ParsedCertificate leaf() {
    return path.get(0);
  }
}
