package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.FindingId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * One connection that is made, and what is right to say of it.
 *
 * @param name who with whom, and what is wrong
 * @param port the port that the server is to have
 * @param server the server
 * @param client the client
 * @param known what a user who knows the device tells
 * @param answer what is right
 * @param answers what may come first then: the answer, and what not even the user's knowledge tells from it
 * @param bare what may come first when nothing is known but the capture
 */
record LabCase(
    String name, int port, LabServer.Start server, LabClient client, Evidence known, FindingId answer,
    Set<FindingId> answers, Set<FindingId> bare) {
  private static final int MQTTS = 8883;

  static LabCase of(
      String name, LabServer.Start server, LabClient client, Knowledge known, FindingId answer) {
    return new LabCase(name, MQTTS, server, client, known.evidence(), answer, EnumSet.of(answer), EnumSet.of(answer));
  }

  LabCase port(int number) {
    return new LabCase(name, number, server, client, known, answer, answers, bare);
  }

  /** What else may come first even then; and so without that knowledge. */
  LabCase or(FindingId... others) {
    Set<FindingId> all = EnumSet.copyOf(answers);
    all.addAll(Arrays.asList(others));
    return new LabCase(name, port, server, client, known, answer, all, bare).orBare(others);
  }

  /** What else may come first without the user's knowledge: what the wire can't tell from the right answer. */
  LabCase orBare(FindingId... others) {
    Set<FindingId> all = EnumSet.copyOf(bare);
    all.addAll(Arrays.asList(others));
    return new LabCase(name, port, server, client, known, answer, answers, all);
  }

  @Override
  public String toString() {
    return name;
  }
}
