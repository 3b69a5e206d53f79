package dev.plumbline.diagnose.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a log of AT commands of a Quectel modem (BC66, BC660K, BG9x, EC2x) says of its TLS. Immutable; holds no keys and
 * no passwords.
 *
 * @param secLevel 0 nobody is checked, 1 the server, 2 both
 * @param cipherSuite as the log has it: {@code 0XFFFF} is all
 * @param serverName whether SNI was switched on; false if the modem does not know the switch or it was switched off
 * @param contexts the TLS contexts that were configured
 * @param slots those of cacert, clientcert and clientkey that were filled
 * @param uploads in their order
 * @param sslOpen the last result of QSSLOPEN
 * @param mqttOpen the last result of QMTOPEN
 * @param connected the last return code of QMTCONN
 * @param observations in the order of the lines
 */
public record AtLog(
    OptionalInt secLevel,
    Optional<String> cipherSuite,
    Optional<Boolean> serverName,
    SortedSet<Integer> contexts,
    Set<String> slots,
    List<AtUpload> uploads,
    OptionalInt sslOpen,
    OptionalInt mqttOpen,
    OptionalInt connected,
    List<AtObservation> observations) {
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
