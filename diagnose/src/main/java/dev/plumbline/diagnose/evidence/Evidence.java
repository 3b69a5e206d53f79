package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the device and its server besides the wire. Immutable; everything may be missing.
 *
 * @param anchors what the device trusts; empty if that is not known, which is not the same as trusting nobody
 * @param serverName the name that the device was told to connect to
 * @param profile what is known of its stack
 * @param code what its stack reported, as the user wrote it
 * @param stackVersion the version of the stack that reported it, as the user wrote it
 * @param deviceCertificates the device's own chain
 * @param tokenKey the public key that the service holds for the device's tokens
 * @param settings what a snippet of its configuration says
 * @param receiveBuffer bytes of the longest record that it takes
 * @param longestChain bytes of the longest Certificate message that it takes
 * @param verifier what it can verify
 * @param service what kind of broker it connects to
 * @param modem what a log of its modem's AT commands says
 * @param errand what the client was there for
 */
public record Evidence(
    Optional<List<ParsedCertificate>> anchors,
    Optional<String> serverName,
    Optional<DeviceProfile> profile,
    Optional<String> code,
    Optional<String> stackVersion,
    List<ParsedCertificate> deviceCertificates,
    Optional<PublicKey> tokenKey,
    DeviceSettings settings,
    Optional<Integer> receiveBuffer,
    Optional<Integer> longestChain,
    Verifier verifier,
    Optional<ServiceProfile> service,
    AtLog modem,
    Errand errand) {

  /** Of a device, which wants more than a handshake. */
  public Evidence(
      Optional<List<ParsedCertificate>> anchors,
      Optional<String> serverName,
      Optional<DeviceProfile> profile,
      Optional<String> code,
      Optional<String> stackVersion,
      List<ParsedCertificate> deviceCertificates,
      Optional<PublicKey> tokenKey,
      DeviceSettings settings,
      Optional<Integer> receiveBuffer,
      Optional<Integer> longestChain,
      Verifier verifier,
      Optional<ServiceProfile> service) {
    this(
        anchors, serverName, profile, code, stackVersion, deviceCertificates, tokenKey, settings, receiveBuffer,
        longestChain, verifier, service, AtLog.NONE, Errand.SESSION);
  }

  /** What a client connects for. */
  public enum Errand {
    /** MQTT, as devices do. */
    SESSION,
    /** A handshake: it left when TLS was up. */
    HANDSHAKE,
    /** As much as it could do of what the device does: it had to stop where the device would have gone on. */
    AS_FAR_AS_POSSIBLE
  }

  /** With the service unknown. */
  public Evidence(
      Optional<List<ParsedCertificate>> anchors,
      Optional<String> serverName,
      Optional<DeviceProfile> profile,
      Optional<String> code,
      Optional<String> stackVersion,
      List<ParsedCertificate> deviceCertificates,
      Optional<PublicKey> tokenKey,
      DeviceSettings settings,
      Optional<Integer> receiveBuffer,
      Optional<Integer> longestChain,
      Verifier verifier) {
    this(
        anchors, serverName, profile, code, stackVersion, deviceCertificates, tokenKey, settings, receiveBuffer,
        longestChain, verifier, Optional.empty());
  }

  public Evidence {
    anchors = anchors.map(List::copyOf);
    deviceCertificates = List.copyOf(deviceCertificates);
  }

  /** What the device can verify. */
  public enum Verifier {
    /** Keys on P-256 and digests of 32 bytes: the secure elements. */
    P256_SHA256,
    /** Digests of 32 bytes, any key. */
    SHA256_ONLY,
    /** Anything that its ClientHello offers. */
    ANY
  }

  /** The same of a connection that our own client made; what it was like is known better than anybody could tell. */
  public Evidence of(OwnClient client) {
    return new Evidence(
        Optional.of(client.anchors()), Optional.of(client.serverName()), client.profile(), code.or(client::reported),
        stackVersion, client.certificates(), tokenKey, settings.on(client.engine()), receiveBuffer, longestChain,
        verifier, service, modem, client.errand());
  }

  /** The same with a log of the device's modem. */
  public Evidence with(AtLog log) {
    return new Evidence(
        anchors, serverName, profile, code, stackVersion, deviceCertificates, tokenKey, settings, receiveBuffer,
        longestChain, verifier, service, log, errand);
  }

  /** The same, with the stack unknown: what was said of it is not true of this connection's client. */
  public Evidence withoutProfile() {
    return new Evidence(
        anchors, serverName, Optional.empty(), code, stackVersion, deviceCertificates, tokenKey, settings,
        receiveBuffer, longestChain, verifier, service, modem, errand);
  }

  /** Nothing. */
  public static Evidence none() {
    return new Evidence(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
        Optional.empty(), DeviceSettings.NONE, Optional.empty(), Optional.empty(), Verifier.ANY);
  }

  /** What the device trusts, and what its configuration says. */
  public static Evidence of(List<ParsedCertificate> anchors, DeviceSettings settings) {
    return new Evidence(
        Optional.of(anchors), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
        Optional.empty(), settings, Optional.empty(), Optional.empty(), Verifier.ANY);
  }
}
