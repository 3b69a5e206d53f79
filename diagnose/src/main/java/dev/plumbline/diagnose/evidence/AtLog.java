package dev.plumbline.diagnose.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a log of AT commands of a modem of Quectel (BC66, BC660K, BG9x, EC2x) or SIMCom says of its TLS. Immutable;
 * holds no keys and no passwords.
 *
 * @param secLevel 0 nobody is checked, 1 the server, 2 both
 * @param cipherSuite as the log has it: {@code 0XFFFF} is all
 * @param serverName whether SNI was switched on; false if the modem does not know the switch or it was switched off
 * @param version sslversion: 0 SSL 3.0, 1 TLS 1.0, 2 TLS 1.1, 3 TLS 1.2, 4 all of them
 * @param timeIgnored whether the dates of certificates are left unchecked, where that was set
 * @param clock the last time that the modem told ({@code +CCLK})
 * @param contexts the TLS contexts that were configured
 * @param slots those of cacert, clientcert and clientkey that were filled
 * @param uploads in their order
 * @param sslOpen the last result of QSSLOPEN
 * @param mqttOpen the last result of QMTOPEN, or of SIMCom's CCHOPEN and CMQTTCONNECT
 * @param connected the last return code of QMTCONN
 * @param mqttTried whether a command was given that opens MQTT
 * @param observations in the order of the lines
 */
public record AtLog(
    OptionalInt secLevel,
    Optional<String> cipherSuite,
    Optional<Boolean> serverName,
    OptionalInt version,
    Optional<Boolean> timeIgnored,
    Optional<Instant> clock,
    SortedSet<Integer> contexts,
    Set<String> slots,
    List<AtUpload> uploads,
    OptionalInt sslOpen,
    OptionalInt mqttOpen,
    OptionalInt connected,
    boolean mqttTried,
    List<AtObservation> observations) {
  /** A log that says nothing. */
  public static final AtLog NONE = read("");

  public AtLog {
    contexts = Collections.unmodifiableSortedSet(new TreeSet<>(contexts));
    slots = Set.copyOf(slots);
    uploads = List.copyOf(uploads);
    observations = List.copyOf(observations);
  }

  /** Reads a log. Never fails: a text without AT commands yields nothing. At most 50 observations are kept. */
  public static AtLog read(String text) {
    return new AtLogReader(text).read();
  }
}
