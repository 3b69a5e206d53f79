package dev.plumbline.diagnose.evidence;

/**
 * Something that is wrong with a file of certificates or keys, or that some devices don't take.
 *
 * @param line counted from 1; 0 if it is about the whole
 * @param offset the byte, counted from 0
 * @param caseId the case of the casebook
 * @param sentence what it is and what to do; nothing of a key
 */
public record PemProblem(int line, int offset, String caseId, String sentence) {}
