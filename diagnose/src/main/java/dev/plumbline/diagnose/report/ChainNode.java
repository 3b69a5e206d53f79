package dev.plumbline.diagnose.report;

import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * A certificate in the tree of issuers, or the place of one that nobody has.
 *
 * @param name the subject
 * @param certificate empty if it is missing
 * @param sent its number among those that were sent, from 1; 0 if it was not
 * @param trusted whether the device has it among its anchors
 * @param issuers who may have issued it, by name; empty at the top
 */
record ChainNode(
    String name, Optional<ParsedCertificate> certificate, int sent, boolean trusted, List<ChainNode> issuers) {
  ChainNode {
    issuers = List.copyOf(issuers);
  }
}
