package dev.plumbline.diagnose.evidence;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a modem was told of TLS, the last word of it: Quectel's QSSLCFG and SIMCom's CSSLCFG have most names in common.
 * What SIMCom calls authmode is Quectel's seclevel, but for its 3, where the server is not checked.
 *
 * @param secLevel 0 nobody is checked, 1 the server, 2 both
 * @param cipherSuite as the log has it: {@code 0XFFFF} is all
 * @param serverName whether SNI was switched on; false if the modem does not know the switch or it was switched off
 * @param version sslversion: 0 SSL 3.0, 1 TLS 1.0, 2 TLS 1.1, 3 TLS 1.2, 4 all of them
 * @param timeIgnored whether the dates of certificates are left unchecked, where that was set
 */
record AtSwitches(
    OptionalInt secLevel,
    Optional<String> cipherSuite,
    Optional<Boolean> serverName,
    OptionalInt version,
    Optional<Boolean> timeIgnored) {
  private static final int CLIENT_ONLY = 3;

  static final AtSwitches NONE = new AtSwitches(
      OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  /** The same after a setting; the same object if it is none of these. */
  AtSwitches with(String name, AtLine command, int value) {
    String text = command.argument(value);
    return switch (name) {
      case "seclevel" -> new AtSwitches(command.number(value), cipherSuite, serverName, version, timeIgnored);
      case "authmode" -> new AtSwitches(
          command.number(value).equals(OptionalInt.of(CLIENT_ONLY)) ? OptionalInt.of(0) : command.number(value),
          cipherSuite, serverName, version, timeIgnored);
      case "ciphersuite" -> new AtSwitches(
          secLevel, Optional.of(text).filter(one -> !one.isEmpty()), serverName, version, timeIgnored);
      // SIM7000 is given the name itself.
      case "sni", "enablesni" -> withServerName(!text.isEmpty() && !text.equals("0"));
      case "sslversion" -> new AtSwitches(secLevel, cipherSuite, serverName, command.number(value), timeIgnored);
      case "ignorelocaltime", "ignorertctime" -> new AtSwitches(
          secLevel, cipherSuite, serverName, version, Optional.of(text.equals("1")));
      default -> this;
    };
  }

  AtSwitches withServerName(boolean on) {
    return new AtSwitches(secLevel, cipherSuite, Optional.of(on), version, timeIgnored);
  }
}
