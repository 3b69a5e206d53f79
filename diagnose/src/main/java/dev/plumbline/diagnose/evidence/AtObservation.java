package dev.plumbline.diagnose.evidence;

/**
 * Something in a log of AT commands that is wrong or worth knowing.
 *
 * @param line counted from 1
 * @param text what it is, in a sentence; nothing of a key or a password
 * @param caseId the case of the casebook
 * @param suggestion what to do
 */
public record AtObservation(int line, String text, String caseId, String suggestion) {}
