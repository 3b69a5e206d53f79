package dev.plumbline.vectors;

import java.util.List;

/**
 * What the client was told to do: with the entropy and the clock, this determines its every byte. Suites, groups and
 * schemes go by the names of their constants in this project, most preferred first.
 *
 * @param serverName who the server must prove to be
 * @param sendServerName whether server_name is sent (RFC 6066 §3)
 * @param suites cipher suites offered
 * @param groups supported_groups (RFC 8422 §5.1.1)
 * @param schemes signature_algorithms (RFC 5246 §7.4.1.4.1)
 * @param alpn protocols offered (RFC 7301); empty: no such extension
 * @param extendedMasterSecret what is asked of the server about RFC 7627
 * @param secureRenegotiation what is asked of the server about RFC 5746
 * @param maxFragmentLength max_fragment_length in bytes (RFC 6066 §4), or null: no such extension
 * @param recordSizeLimit record_size_limit in bytes (RFC 8449), or null: no such extension
 * @param sessionTickets whether session_ticket is sent (RFC 5077)
 * @param statusRequest whether status_request is sent (RFC 6066 §8)
 */
public record ClientConfig(
    String serverName,
    boolean sendServerName,
    List<String> suites,
    List<String> groups,
    List<String> schemes,
    List<String> alpn,
    Demand extendedMasterSecret,
    Demand secureRenegotiation,
    Integer maxFragmentLength,
    Integer recordSizeLimit,
    boolean sessionTickets,
    boolean statusRequest) {
  /** Whether an extension is left out, offered, or insisted on. */
  public enum Demand {
    OFF,
    OFFER,
    REQUIRE
  }

  public ClientConfig {
    Rules.text(serverName);
    suites = Rules.constants(Rules.some(suites, "suites"));
    groups = Rules.constants(groups);
    schemes = Rules.constants(schemes);
    alpn = List.copyOf(Rules.present(alpn, "list of protocols"));
    alpn.forEach(Rules::text);
    Rules.present(extendedMasterSecret, "demand");
    Rules.present(secureRenegotiation, "demand");
    Rules.check(
        maxFragmentLength == null || List.of(512, 1024, 2048, 4096).contains(maxFragmentLength),
        "max_fragment_length is 512, 1024, 2048 or 4096");
    Rules.check(
        recordSizeLimit == null || recordSizeLimit >= 64 && recordSizeLimit <= 16384,
        "record_size_limit is 64 to 16384");
  }
}
