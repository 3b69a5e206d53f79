package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;

/** The words that all forms of a report share. */
final class Wording {
  private Wording() {}

  static String verdict(Verdict verdict) {
    return switch (verdict) {
      case HEALTHY -> "Healthy";
      case CAUSE_FOUND -> "Cause found";
      case UNDECIDED -> "Undecided";
      case UNUSABLE -> "Not enough evidence";
    };
  }

  /** What to say if there is no finding to say it. */
  static String withoutFinding(Verdict verdict) {
    return switch (verdict) {
      case HEALTHY -> "Nothing is wrong with any connection.";
      case CAUSE_FOUND, UNDECIDED -> "Something is wrong, and the evidence does not say what.";
      case UNUSABLE -> "The evidence cannot support a diagnosis.";
    };
  }

  static String confidence(Confidence confidence) {
    return switch (confidence) {
      case PROVED -> "computed from the evidence";
      case IMPLIED -> "nothing else that is known explains the wire";
      case SUGGESTED -> "it fits, and so might something else";
    };
  }

  /** The heading of a finding that is not the answer. */
  static String role(Role role) {
    return switch (role) {
      case CAUSE -> "possible cause";
      case CONTRIBUTING -> "contributing";
      case NOTE -> "note";
    };
  }

  /** How far a connection came, as the end of a sentence. */
  static String stage(Stage stage) {
    return switch (stage) {
      case NOTHING -> "no packet of a connection";
      case TCP -> "TCP did not open";
      case BEFORE_CLIENT_HELLO -> "TCP opened, no complete ClientHello";
      case CLIENT_HELLO -> "ended after ClientHello";
      case SERVER_HELLO -> "ended after ServerHello";
      case CERTIFICATE -> "ended after the server's Certificate";
      case SERVER_KEY_EXCHANGE -> "ended after ServerKeyExchange";
      case SERVER_HELLO_DONE -> "ended after the server's flight";
      case CLIENT_CERTIFICATE -> "ended after the client's Certificate";
      case CLIENT_KEY_EXCHANGE -> "ended after ClientKeyExchange";
      case CERTIFICATE_VERIFY -> "ended after CertificateVerify";
      case CLIENT_FINISHED -> "ended after the client's Finished";
      case ESTABLISHED -> "TLS established, no application data of the client";
      case CONNECT -> "application data of the client, no answer to it";
      case CONNACK -> "the server answered the client's application data";
      case SESSION -> "application data both ways";
    };
  }

  /** The id, and the case if there is one: {@code certificate-expired, C35}. */
  static String label(Finding finding) {
    return finding.caseId().isEmpty() ? finding.id().id() : finding.id().id() + ", " + finding.caseId();
  }

  /** {@code frame 7}, {@code frames 7-9}; empty without a place. */
  static String frames(Place place) {
    if (place.frame() <= 0) {
      return "";
    }
    return place.lastFrame() > place.frame()
        ? "frames " + place.frame() + "-" + place.lastFrame()
        : "frame " + place.frame();
  }

  /** Which connection it is. */
  static String ends(ConnectionDiagnosis connection) {
    return connection.conversation().map(Wording::ends).orElse("no connection");
  }

  static String ends(Conversation conversation) {
    return conversation.clientEnd() + " → " + conversation.serverEnd();
  }

  /** Whether there is nothing wrong with it. */
  static boolean healthy(ConnectionDiagnosis connection) {
    return !connection.findings().isEmpty() && connection.findings().get(0).id() == FindingId.HEALTHY;
  }
}
