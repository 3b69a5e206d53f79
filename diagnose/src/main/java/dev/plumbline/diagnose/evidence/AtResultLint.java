package dev.plumbline.diagnose.evidence;

import java.util.OptionalInt;

/** What results of modems come to (C19, C21, C52, C76). Stateless. */
final class AtResultLint {
  private static final int LOCAL_FAILURE = -9;
  private static final int CONNECT_FAILED = 566;

  private AtResultLint() {}

  /** Takes what was found. */
  interface Found {
    void add(int line, String caseId, String text, String suggestion);
  }

  static void sslOpen(AtLine line, OptionalInt secLevel, Found found) {
    int result = line.last().orElse(0);
    if (result == LOCAL_FAILURE) {
      found.add(
          line.number(), "C19",
          "+QSSLOPEN failed with -9, which modems report before a packet leaves them"
              + (secLevel.isPresent() ? "; seclevel is " + secLevel.getAsInt() : ""),
          "check the uploads; then try seclevel 0, 1 and 2 in turn");
    } else if (result == CONNECT_FAILED) {
      found.add(
          line.number(), "C52", "+QSSLOPEN failed with 566, which stands for TCP and for every refusal of TLS",
          "take a capture at the broker, or ask AT+QIGETERROR; try seclevel 0, 1 and 2 in turn");
    } else if (result != 0) {
      found.add(
          line.number(), "C19", "+QSSLOPEN failed with " + result, "plumbline explain '+QSSLOPEN: " + result + "'");
    }
  }

  static void mqttOpen(AtLine line, Found found) {
    int result = line.last().orElse(0);
    if (result != 0) {
      found.add(
          line.number(), "C19", "+QMTOPEN failed with " + result + (result == -1 ? ", which covers every failure of TLS"
              : ""), "open the same socket with AT+QSSLOPEN, which says more");
    }
  }

  /** CCHOPEN and CMQTTCONNECT of SIMCom: the session, and a result. */
  static void simcom(AtLine line, Found found) {
    int result = line.arguments().size() > 1 ? line.last().orElse(0) : 0;
    if (result != 0) {
      found.add(
          line.number(), "C52", "+" + line.name() + " failed with " + result,
          "plumbline explain " + result + "; see in a capture at the broker how far it comes");
    }
  }

  static void connack(AtLine line, Found found) {
    int code = line.arguments().size() > 2 ? line.last().orElse(0) : 0;
    if (code != 0) {
      found.add(
          line.number(), "C76", "the broker refused CONNECT with return code " + code,
          "check client id, user name and password");
    }
  }
}
