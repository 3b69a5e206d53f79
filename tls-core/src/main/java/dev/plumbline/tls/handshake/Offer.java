package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.List;
import java.util.Optional;

/**
 * What this connection offers, and what it insists on: all that the states know of the configuration. What the server
 * answers is held against it.
 *
 * @param hello the ClientHello as it is sent
 * @param suites the suites among those offered that this client has
 * @param groups the groups among those offered that this client has
 * @param groupCodes all groups offered, by code point; empty if supported_groups is not sent
 * @param schemes the signature schemes among those offered that this client has
 * @param schemeCodes all schemes offered, by code point; empty if signature_algorithms is not sent
 * @param protocols application protocols offered
 * @param maxFragmentLength bytes, or 0 if not offered
 * @param recordSizeLimit bytes, or 0 if not offered
 * @param requireExtendedMasterSecret whether a server without it is refused
 * @param requireSecureRenegotiation whether a server without it is refused
 * @param session the session to resume
 */
public record Offer(
    ClientHello hello,
    List<CipherSuite> suites,
    List<NamedGroup> groups,
    List<Integer> groupCodes,
    List<SignatureScheme> schemes,
    List<Integer> schemeCodes,
    List<String> protocols,
    int maxFragmentLength,
    int recordSizeLimit,
    boolean requireExtendedMasterSecret,
    boolean requireSecureRenegotiation,
    Optional<Resumable> session) {
  /** The signalling value that stands for an empty renegotiation_info (RFC 5746 §3.3). */
  private static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00FF;

  public Offer {
    suites = List.copyOf(suites);
    groups = List.copyOf(groups);
    groupCodes = List.copyOf(groupCodes);
    schemes = List.copyOf(schemes);
    schemeCodes = List.copyOf(schemeCodes);
    protocols = List.copyOf(protocols);
  }

  /** Whether the server may answer this extension (RFC 5246 §7.4.1.4, RFC 5746 §3.4). */
  boolean has(int extension) {
    return hello.extensions().stream().anyMatch(offered -> offered.type() == extension)
        || extension == ExtensionType.RENEGOTIATION_INFO.code() && signalsRenegotiationInfo();
  }

  boolean has(ExtensionType extension) {
    return has(extension.code());
  }

  /** Whether a suite of this number was offered; the signalling value is not one. */
  boolean hasSuite(int code) {
    return code != EMPTY_RENEGOTIATION_INFO_SCSV && hello.cipherSuites().contains(code);
  }

  private boolean signalsRenegotiationInfo() {
    return hello.cipherSuites().contains(EMPTY_RENEGOTIATION_INFO_SCSV);
  }
}
