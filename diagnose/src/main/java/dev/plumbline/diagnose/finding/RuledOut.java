package dev.plumbline.diagnose.finding;

/**
 * What might have been the cause and was not.
 *
 * @param what in a few words, or the id of a finding
 * @param by the evidence against it, in a sentence
 */
public record RuledOut(String what, String by) {}
