package dev.plumbline.tls.io;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.TlsClientConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;

/**
 * What can be set on a socket through {@code javax.net.ssl}, on top of the factory's configuration. Must not weaken
 * it: the server's name is always verified, whatever the endpoint identification algorithm says. Thread-safe.
 */
final class SocketSettings {
  /** Names of versions that other stacks know; asking for them besides TLS 1.2 is no mistake. */
  private static final Set<String> OTHER_PROTOCOLS = Set.of("SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.3");

  private static final String[] PROTOCOLS = {PlumblineSocketFactory.PROTOCOL};

  private final Supplier<TlsClientConfig.Builder> configuration;
  private final TlsClientConfig defaults;
  private List<CipherSuite> suites;
  private List<String> alpn;
  private List<SNIServerName> serverNames;
  private String endpointIdentification = "HTTPS";

  SocketSettings(Supplier<TlsClientConfig.Builder> configuration, TlsClientConfig defaults) {
    this.configuration = configuration;
    this.defaults = defaults;
    this.suites = defaults.suites();
    this.alpn = defaults.alpn();
  }

  /** The configuration for a connection to this host. A server name that was set goes before the host's. */
  synchronized TlsClientConfig configuration(String host) {
    TlsClientConfig.Builder builder = configuration.get().serverName(hostName().orElse(host)).suites(suites).alpn(alpn);
    return (serverNames != null && serverNames.isEmpty() ? builder.sendServerName(false) : builder).build();
  }

  String[] supportedSuites() {
    return names(defaults.engine().profile().suites());
  }

  synchronized String[] suites() {
    return names(suites);
  }

  synchronized void suites(String[] names) {
    suites = Arrays.stream(names).map(this::suite).toList();
    if (suites.isEmpty()) {
      throw new IllegalArgumentException("no cipher suite is named");
    }
  }

  static String[] protocols() {
    return PROTOCOLS.clone();
  }

  /** TLS 1.2 must be among them, and is all there is. */
  static void protocols(String[] names) {
    List<String> wanted = List.of(names);
    for (String name : wanted) {
      if (!name.equals(PlumblineSocketFactory.PROTOCOL) && !OTHER_PROTOCOLS.contains(name)) {
        throw new IllegalArgumentException("there is no protocol " + name);
      }
    }
    if (!wanted.contains(PlumblineSocketFactory.PROTOCOL)) {
      throw new IllegalArgumentException("this socket speaks " + PlumblineSocketFactory.PROTOCOL + " only");
    }
  }

  synchronized SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters(suites(), protocols());
    parameters.setApplicationProtocols(alpn.toArray(new String[0]));
    parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
    if (serverNames != null) {
      parameters.setServerNames(serverNames);
    }
    return parameters;
  }

  synchronized void parameters(SSLParameters parameters) {
    if (parameters.getProtocols() != null) {
      protocols(parameters.getProtocols());
    }
    if (parameters.getCipherSuites() != null) {
      suites(parameters.getCipherSuites());
    }
    alpn = List.of(parameters.getApplicationProtocols());
    serverNames = parameters.getServerNames();
    endpointIdentification = parameters.getEndpointIdentificationAlgorithm();
  }

  private Optional<String> hostName() {
    return Optional.ofNullable(serverNames).stream()
        .flatMap(List::stream)
        .filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName())
        .findFirst();
  }

  private CipherSuite suite(String name) {
    return defaults.engine().profile().suites().stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the engine does not have the cipher suite " + name));
  }

  private static String[] names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::name).toArray(String[]::new);
  }
}
