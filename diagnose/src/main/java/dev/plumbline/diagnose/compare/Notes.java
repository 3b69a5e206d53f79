package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.List;

/** What a reader should know before drawing conclusions from a comparison. */
final class Notes {
  private Notes() {}

  static List<String> of(Run a, Run b) {
    List<String> notes = new ArrayList<>();
    for (Run run : List.of(a, b)) {
      if (run.helloOnly()) {
        notes.add("Of " + run.name() + " only the ClientHello is known, so nothing else is compared.");
      } else if (run.messages().isEmpty()) {
        notes.add("In " + run.name() + " there is no message of TLS that can be read.");
      }
      if (run.incomplete()) {
        notes.add("The capture of " + run.name() + " has holes: what is missing may be missing only there.");
      }
    }
    if (!a.server().isEmpty() && !b.server().isEmpty() && !a.server().equals(b.server())) {
      notes.add("They went to different addresses: " + a.server() + " and " + b.server() + ".");
    }
    // C25: old tools send no server_name unless they are told to, and see another host's certificate
    if (lacksServerName(b)) {
      notes.add("The reference, " + b.name() + ", sent no server_name: it may have seen the certificate of another"
          + " host, and proves nothing about a client that names its host (RFC 6066 §3).");
    }
    return notes;
  }

  private static boolean lacksServerName(Run run) {
    return run.first(Side.CLIENT, "ClientHello")
        .filter(hello -> hello.field("extensions/server_name").isEmpty()).isPresent();
  }
}
