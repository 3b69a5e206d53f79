package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.List;
import java.util.Optional;

/** Diagnoses as rules would make them. */
final class Samples {
  /** What a peer might send in the hope that somebody shows it. */
  static final String HOSTILE = "<script>alert('x')</script>\u001b[2J\u202eevil\"&</pre>";

  private Samples() {}

  static Finding wrongRoot() {
    return Finding.of(FindingId.TRUST_ANCHOR_MISSING)
        .caseId("C09")
        .confidence(Confidence.PROVED)
        .summary(
            "The device trusts no issuer of the server's certificates: Harbor Root R2 signed the last of them, and the "
                + "device's only anchor is Orchard Root R1.")
        .evidence(new EvidenceItem(new Place(8, 59, 900, 1400, 9), "The server sent 2 certificates."))
        .evidence(new EvidenceItem(new Place(12, 59, 2, 2, 12), "The client ended with alert unknown_ca (48)."))
        .evidence(EvidenceItem.of("device-anchors.pem holds 1 certificate, Orchard Root R1."))
        .ruledOut("hostname-mismatch", "the leaf covers mqtt.harbor.example")
        .ruledOut("certificate-expired", "every certificate was valid at 2026-11-20 09:30 UTC")
        .undecided("Whether the server ever sent another chain; a capture of a connection that worked would tell.")
        .fix("Add Harbor Root R2 with nx_secure_x509_trusted_certificate_add.")
        .source("RFC 5280 §6.1")
        .build();
  }

  static Finding randomNote() {
    return Finding.of(FindingId.DATES_NOT_CHECKED)
        .role(Role.NOTE)
        .confidence(Confidence.SUGGESTED)
        .summary("The device has no clock: its random begins with zeros.")
        .build();
  }

  static SampleConversation failing() {
    return new SampleConversation(0).opened()
        .after(3).handshake(Side.CLIENT, 1, new byte[70])
        .after(22).handshake(Side.SERVER, 2, new byte[50]).handshake(Side.SERVER, 14, new byte[0])
        .after(412).alert(Side.CLIENT, 2, 48)
        .after(1).tcp(Side.CLIENT, TcpSignal.RST);
  }

  static Diagnosis causeFound() {
    ConnectionDiagnosis failed =
        new ConnectionDiagnosis(
            Optional.of(failing().build()), "NetX Secure 6.x", Stage.SERVER_HELLO_DONE,
            List.of(wrongRoot(), randomNote()));
    ConnectionDiagnosis good =
        new ConnectionDiagnosis(
            Optional.of(new SampleConversation(3).opened().build()), "", Stage.SESSION,
            List.of(Finding.of(FindingId.HEALTHY).role(Role.NOTE).summary("Nothing is wrong.").build()));
    return new Diagnosis(Verdict.CAUSE_FOUND, List.of(failed, good), List.of("--service had nothing to add."));
  }

  static Diagnosis unusable() {
    Finding finding =
        Finding.of(FindingId.CAPTURE_UNUSABLE).caseId("C15").summary("No packet of TCP is in the capture.").build();
    return new Diagnosis(
        Verdict.UNUSABLE,
        List.of(new ConnectionDiagnosis(Optional.empty(), "", Stage.NOTHING, List.of(finding))),
        List.of());
  }

  /** Every text in it is hostile. */
  static Diagnosis hostile() {
    Finding finding =
        Finding.of(FindingId.HOSTNAME_MISMATCH)
            .caseId("C28")
            .summary("The leaf does not cover " + HOSTILE + ".")
            .evidence(EvidenceItem.of("server_name is " + HOSTILE))
            .ruledOut(HOSTILE, HOSTILE)
            .undecided(HOSTILE)
            .fix(HOSTILE)
            .source(HOSTILE)
            .build();
    ConnectionDiagnosis connection =
        new ConnectionDiagnosis(
            Optional.of(failing().build()), HOSTILE, Stage.SERVER_HELLO, List.of(finding, finding));
    return new Diagnosis(Verdict.CAUSE_FOUND, List.of(connection, connection), List.of(HOSTILE));
  }
}
