package dev.plumbline.diagnose.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks through a log once. The two families of modems write alike: BC66 has context and connection first and takes a
 * certificate at the prompt; BG9x has the setting first and names a file that was uploaded before.
 */
final class AtLogReader {
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_LINE = 2000;
  private static final int MAX_OBSERVATIONS = 50;
  static final Set<String> SLOTS = Set.of("cacert", "clientcert", "clientkey");

  private final List<AtLine> lines = new ArrayList<>();
  private final List<AtObservation> observations = new ArrayList<>();
  private final List<AtUpload> uploads = new ArrayList<>();
  private final TreeSet<Integer> contexts = new TreeSet<>();
  private final TreeSet<String> slots = new TreeSet<>();
  private final Map<String, AtUpload> files = new HashMap<>();
  private AtSwitches switches = AtSwitches.NONE;
  private Optional<Instant> clock = Optional.empty();
  private OptionalInt sslOpen = OptionalInt.empty();
  private OptionalInt mqttOpen = OptionalInt.empty();
  private OptionalInt connected = OptionalInt.empty();
  private boolean configured;
  private int restarted;
  private int opened;
  private int mqttContext;
  private boolean mqttTried;
  private AtLine command;

  AtLogReader(String text) {
    String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    int number = 1;
    for (String line : bounded.split("\r?\n", -1)) {
      lines.add(AtLine.of(number++, line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line));
    }
  }

  AtLog read() {
    for (int i = 0; i < lines.size(); i++) {
      AtLine line = lines.get(i);
      switch (line.kind()) {
        case COMMAND -> {
          command = line;
          i = command(i);
        }
        case RESULT -> result(line);
        case FINAL -> ended(line);
        default -> { }
      }
    }
    atTheEnd();
    observations.sort(Comparator.comparingInt(AtObservation::line));
    return new AtLog(
        switches.secLevel(), switches.cipherSuite(), switches.serverName(), switches.version(),
        switches.timeIgnored(), clock, contexts, slots, uploads, sslOpen, mqttOpen, connected, mqttTried, observations);
  }

  private void observe(int line, String caseId, String text, String suggestion) {
    if (observations.size() < MAX_OBSERVATIONS) {
      observations.add(new AtObservation(line, text, caseId, suggestion));
    }
  }

  /** Takes note of a command, and of what is typed after it; yields the index of the last line that it used. */
  private int command(int index) {
    switch (command.name()) {
      case "QSSLCFG", "CSSLCFG" -> {
        return setting(index);
      }
      case "QFUPL" -> {
        return upload(index, command.argument(0), command.number(1));
      }
      case "QSSLOPEN" -> opens();
      case "CCHOPEN", "CAOPEN" -> opens();
      case "QMTOPEN", "CMQTTCONNECT", "SMCONN" -> {
        opens();
        mqttTried = true;
      }
      case "SMSSL" -> smSsl();
      case "QMTCONN" -> mqttTried = true;
      case "QMTCFG" -> {
        if (command.argument(0).equals("ssl") && command.arguments().size() > 3) {
          mqttContext = command.number(3).orElse(0);
        }
      }
      default -> { }
    }
    return index;
  }

  private int setting(int index) {
    boolean nameFirst = !command.argument(0).matches("[0-9]+");
    String name = command.argument(nameFirst ? 0 : 2);
    int value = nameFirst ? 2 : 3;
    command.number(nameFirst ? 1 : 0).ifPresent(contexts::add);
    configured = true;
    restarted = 0;
    switches = switches.with(name, command, value);
    if (!SLOTS.contains(name)) {
      return index;
    }
    if (!nameFirst && command.argument(value).isEmpty()) {
      return upload(index, name, OptionalInt.empty());
    }
    slots.add(name);
    Optional.ofNullable(files.get(command.argument(value))).ifPresent(file -> AtUploadLint.label(
        file, name, (caseId, text, suggestion) -> observe(command.number(), caseId, text, suggestion)));
    return index;
  }

  /** SIM7000's AT+SMSSL=1,"ca.pem","device.pem": the files of MQTT, of which either may be empty. */
  private void smSsl() {
    if (!command.argument(1).isEmpty()) {
      slots.add("cacert");
    }
    if (!command.argument(2).isEmpty()) {
      slots.add("clientcert");
      slots.add("clientkey");
    }
  }

  private int upload(int index, String slot, OptionalInt declared) {
    AtUploadReader reader = new AtUploadReader(lines, index, slot, declared);
    AtUpload upload = reader.upload();
    if (reader.isRefused()) {
      return index;
    }
    uploads.add(upload);
    files.put(slot, upload);
    if (SLOTS.contains(slot)) {
      slots.add(slot);
    }
    AtUploadLint.check(
        upload, reader.content(), declared.isEmpty(),
        (caseId, text, suggestion) -> observe(upload.line(), caseId, text, suggestion));
    return reader.lastIndex();
  }

  private void result(AtLine line) {
    OptionalInt last = line.last();
    switch (line.name()) {
      case "QSSLOPEN" -> {
        sslOpen = last;
        AtResultLint.sslOpen(line, switches.secLevel(), this::observe);
      }
      case "QMTOPEN" -> {
        mqttOpen = last;
        AtResultLint.mqttOpen(line, this::observe);
      }
      case "QMTCONN" -> {
        connected = line.arguments().size() > 2 ? last : connected;
        AtResultLint.connack(line, this::observe);
      }
      case "CCHOPEN", "CMQTTCONNECT" -> {
        mqttOpen = last;
        AtResultLint.simcom(line, this::observe);
      }
      case "CCLK" -> clock = AtClock.read(String.join(",", line.arguments()));
      default -> { }
    }
  }

  private void ended(AtLine line) {
    if (line.name().equals("RDY") || line.name().equals("APP RDY")) {
      restarted = configured ? line.number() : 0;
    } else if (line.name().equals("ERROR") && command != null && command.name().endsWith("SSLCFG")
        && (command.arguments().contains("sni") || command.arguments().contains("enableSNI"))) {
      switches = switches.withServerName(false);
      observe(
          line.number(), "C21", "the modem does not know the switch for SNI",
          "use a firmware with SNI, a host that needs no server_name, or TLS in the microcontroller over AT+QIOPEN");
    }
  }

  /** BC660K forgets its TLS settings. */
  private void opens() {
    opened = command.number();
    if (restarted > 0) {
      observe(
          restarted, "C50", "the modem restarted after it was configured, and the TLS settings were not sent again",
          "send AT+QSSLCFG again after each start: some modems keep nothing");
      restarted = 0;
    }
  }

  private void atTheEnd() {
    OptionalInt secLevel = switches.secLevel();
    if (opened > 0 && secLevel.orElse(0) >= 1 && !slots.contains("cacert")) {
      observe(
          opened, "C19", "seclevel is " + secLevel.getAsInt() + " and no certificate authority was given",
          "give cacert, or try seclevel 0 to see whether the rest works");
    }
    if (opened > 0 && secLevel.orElse(0) == 2 && !(slots.contains("clientcert") && slots.contains("clientkey"))) {
      observe(
          opened, "C49", "seclevel is 2, and clientcert or clientkey is missing",
          "give both, or seclevel 1 if the server wants no client certificate");
    }
    if (mqttContext > 0 && !contexts.isEmpty() && !contexts.contains(mqttContext)) {
      observe(
          opened, "C19", "MQTT uses TLS context " + mqttContext + ", and what was configured is " + contexts,
          "configure that context");
    }
    if (sslOpen.equals(OptionalInt.of(0)) && !mqttTried) {
      observe(
          opened, "C22", "the TLS socket is open and MQTT was never started on it",
          "QSSLOPEN opens a socket and nothing more: use QMTOPEN and QMTCONN on the TLS context");
    }
  }
}
