package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.evidence.AtLog;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.names.Names;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a log of the modem's AT commands adds to the answer: the setting that explains what the wire shows, what is
 * ruled out by a setting, and where log and wire contradict each other, so that they cannot be of one attempt (C19,
 * C21, C22).
 */
final class ModemLog {
  /** What modems report before a packet leaves them (C19). */
  private static final int LOCAL_FAILURE = -9;
  private static final int TLS_1_0 = 0x0301;
  private static final int SSL_3_0 = 0x0300;
  private static final int ALL_VERSIONS = 4;
  private static final int SIGNALLING = 0x00FF;
  private static final int RETURN_CODE = 3;

  /** Findings about a server's certificate, which a modem with seclevel 0 does not look at. */
  private static final Set<FindingId> CHECKS = EnumSet.of(
      FindingId.TRUST_ANCHOR_MISSING, FindingId.CHAIN_INCOMPLETE, FindingId.CHAIN_OUT_OF_ORDER,
      FindingId.PATH_BUILDING_LIMIT, FindingId.INTERMEDIATE_PINNED, FindingId.HOSTNAME_MISMATCH,
      FindingId.CERTIFICATE_EXPIRED, FindingId.DEVICE_CLOCK_WRONG, FindingId.CERTIFICATE_USAGE,
      FindingId.WEAK_KEY_OR_SIGNATURE);
  private static final Set<FindingId> DATES =
      EnumSet.of(FindingId.CERTIFICATE_EXPIRED, FindingId.DEVICE_CLOCK_WRONG, FindingId.DATES_NOT_CHECKED);

  private final Facts facts;
  private final AtLog log;
  private final FindingId answer;
  private final List<String> said = new ArrayList<>();

  private ModemLog(Facts facts, FindingId answer) {
    this.facts = facts;
    this.log = facts.evidence().modem();
    this.answer = answer;
  }

  /** The answer with what the log says to it; the same if there is no log, or it has nothing to do with it. */
  static Finding weigh(Finding answer, Facts facts) {
    return facts.evidence().modem().equals(AtLog.NONE) ? answer : new ModemLog(facts, answer.id()).weigh(answer);
  }

  /** What the log says of an attempt that the capture does not hold. */
  static List<EvidenceItem> withoutPackets(AtLog log) {
    if (isLocal(log)) {
      return List.of(EvidenceItem.of("the modem's log says -9, which modems report before a packet leaves them: no"
          + " capture can show that attempt, and the uploads are to be checked (C19)"));
    }
    return log.sslOpen().isPresent() || log.mqttOpen().isPresent()
        ? List.of(EvidenceItem.of("the modem's log shows an attempt, and no packet of it is here: the capture was taken"
            + " elsewhere, or at another time"))
        : List.of();
  }

  private static boolean isLocal(AtLog log) {
    return log.sslOpen().equals(OptionalInt.of(LOCAL_FAILURE)) || log.mqttOpen().equals(OptionalInt.of(LOCAL_FAILURE));
  }

  private Finding weigh(Finding finding) {
    results();
    facts.hello().ifPresent(this::hello);
    certificates();
    dates();
    boolean code = returnCode();
    if (answer == FindingId.NO_CONNECT_SENT && !log.mqttTried()) {
      say("has no command that opens MQTT: QSSLOPEN opens a socket and nothing more");
    }
    List<EvidenceItem> items = said.stream().map(text -> EvidenceItem.of("the modem's log " + text)).toList();
    Confidence confidence = code && finding.confidence() == Confidence.SUGGESTED
        ? Confidence.IMPLIED : finding.confidence();
    return finding.with(confidence, items).rulingOut(ruledOut());
  }

  private void say(String text) {
    said.add(text);
  }

  /** Whether the modem's own results can be of this attempt. */
  private void results() {
    boolean hello = facts.course().reached(Stage.CLIENT_HELLO);
    boolean opened = log.sslOpen().equals(OptionalInt.of(0)) || log.mqttOpen().equals(OptionalInt.of(0));
    OptionalInt failed = failed();
    if (isLocal(log)) {
      say(hello
          ? "says -9, which modems report before a packet leaves them, and here is a ClientHello: it is of another"
              + " attempt, or this connection is not the modem's"
          : "says -9, which modems report before a packet leaves them: no capture can show that attempt");
    } else if (failed.isPresent() && facts.course().completed()) {
      say("says that the connection failed (" + failed.getAsInt()
          + "), and here TLS completed: it is of another attempt");
    } else if (failed.isEmpty() && opened && hello && !facts.course().completed()) {
      say("says that the connection was opened, and this one was not: it is of another attempt");
    } else if (failed.isPresent() && hello) {
      say("says " + failed.getAsInt() + ", which stands for every failure of TCP and TLS; the wire shows which");
    }
  }

  private OptionalInt failed() {
    OptionalInt mqtt = log.mqttOpen();
    return mqtt.isPresent() && mqtt.getAsInt() != 0 ? mqtt
        : log.sslOpen().isPresent() && log.sslOpen().getAsInt() != 0 ? log.sslOpen() : OptionalInt.empty();
  }

  /** What was configured against what was offered. */
  private void hello(ClientHelloView hello) {
    boolean named = hello.serverName().isPresent();
    if (log.serverName().isPresent() && log.serverName().get() != named) {
      say(named ? "has SNI switched off, or the modem without the switch, and the ClientHello has server_name: it is of"
              + " another attempt, or of another modem"
          : "has SNI switched on, and the ClientHello carries no server_name: the setting is of another TLS context, or"
              + " came too late");
    } else if (!named && answer == FindingId.SNI_MISSING) {
      say(log.serverName().isPresent() ? "shows that SNI is off, or that this firmware has no switch for it"
          : "never switches SNI on");
    }
    version(hello);
    suite(hello);
  }

  private void version(ClientHelloView hello) {
    int setting = log.version().orElse(ALL_VERSIONS);
    if (setting < 0 || setting >= ALL_VERSIONS) {
      return;
    }
    int most = SSL_3_0 + setting;
    int offered = hello.versions().stream().mapToInt(Integer::intValue).max().orElse(most);
    if (offered != most) {
      say("has sslversion " + setting + ", which is " + Names.version(most) + ", and the ClientHello offers "
          + Names.version(offered) + ": the setting is of another TLS context, or of another attempt");
    } else if (answer == FindingId.VERSION_MISMATCH) {
      say("has sslversion " + setting + ": the modem offers " + Names.version(most) + " and nothing newer; 4 is all"
          + " that it has");
    } else if (most <= TLS_1_0) {
      say("has sslversion " + setting + ", which is " + Names.version(most) + ": few servers still take that");
    }
  }

  private void suite(ClientHelloView hello) {
    Optional<Integer> only = log.cipherSuite().filter(text -> text.matches("0[xX][0-9a-fA-F]{4}"))
        .map(text -> Integer.parseInt(text.substring(2), 16)).filter(suite -> suite != 0xFFFF);
    if (only.isEmpty()) {
      return;
    }
    if (!hello.suites().contains(only.get())) {
      say("has ciphersuite " + Names.suite(only.get()) + ", which the ClientHello does not offer: the setting is of"
          + " another TLS context, or of another attempt");
    } else if (answer == FindingId.NO_SHARED_SUITE
        && hello.suites().stream().allMatch(suite -> suite.equals(only.get()) || suite == SIGNALLING)) {
      say("has ciphersuite " + Names.suite(only.get()) + " and no other: 0XFFFF offers all that the modem has");
    }
  }

  private void certificates() {
    OptionalInt level = log.secLevel();
    if (level.isEmpty()) {
      return;
    }
    int number = level.getAsInt();
    if (number == 0 && CHECKS.contains(answer)) {
      say("has seclevel 0, with which a modem checks no certificate: it is of another attempt, or of another context");
    } else if (number >= 1 && answer == FindingId.TRUST_ANCHOR_MISSING && !log.slots().contains("cacert")) {
      say("has seclevel " + number + " and gives no cacert: the modem has nothing to check the server with");
    }
    if (answer == FindingId.CLIENT_CERTIFICATE_MISSING) {
      boolean given = log.slots().contains("clientcert") && log.slots().contains("clientkey");
      say(number < 2 ? "has seclevel " + number + ": a modem sends its certificate with seclevel 2"
          : given ? "gives clientcert and clientkey: the modem may not be able to use one of them"
              : "has seclevel 2, and clientcert or clientkey was never given");
    }
  }

  private void dates() {
    if (!DATES.contains(answer)) {
      return;
    }
    log.timeIgnored().ifPresent(ignored -> say(ignored == (answer == FindingId.DATES_NOT_CHECKED)
        ? (ignored ? "tells the modem to leave dates unchecked" : "tells the modem to check dates")
            + " (ignorelocaltime " + (ignored ? "1)" : "0)")
        : "has ignorelocaltime " + (ignored ? "1: the modem would not have minded a date"
            : "0, and yet no date was minded")
            + "; the setting is of another context, or of another attempt"));
    boolean told = facts.clock().filter(clock -> clock.state() == DeviceClock.State.LOGGED).isPresent();
    log.clock().filter(time -> !told).ifPresent(time -> say("has the time " + Spans.date(time) + " (+CCLK), "
        + facts.offCapture(time)));
  }

  /** The return code of CONNACK, which the modem says even where the capture is encrypted. */
  private boolean returnCode() {
    int code = log.connected().orElse(0);
    Optional<Integer> wire = facts.mqtt().connack().map(packet -> packet.bytes()[RETURN_CODE] & 0xFF);
    boolean differs = wire.isPresent() && log.connected().isPresent() && wire.get() != code;
    if (differs) {
      say("has return code " + code + " for QMTCONN, and the CONNACK here " + wire.get()
          + ": it is of another attempt");
    } else if (code != 0 && answer == FindingId.CONNACK_REFUSED) {
      say("has the return code that the broker sent: " + code + ", " + MqttNames.returnCode(code));
      return true;
    }
    return false;
  }

  private List<RuledOut> ruledOut() {
    boolean unchecked = log.secLevel().equals(OptionalInt.of(0)) && !CHECKS.contains(answer)
        && answer != FindingId.HEALTHY && answer != FindingId.CAPTURE_UNUSABLE;
    return unchecked ? List.of(new RuledOut("the certificates that were uploaded to the modem",
        "its log has seclevel 0, with which none is used")) : List.of();
  }
}
