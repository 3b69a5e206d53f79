package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Place;

/**
 * What came of checking the client's CertificateVerify.
 *
 * @param computed whether it could be checked at all
 * @param valid whether it verifies as it stands
 * @param sentence why it does not, and which variant would
 * @param fix what to do about that variant; empty without one
 */
record ClientProof(boolean computed, boolean valid, String sentence, String fix, Place place) {}
