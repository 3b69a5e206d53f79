package dev.plumbline.tls.x509;

import dev.plumbline.tls.alert.Clause;

/**
 * Something worth telling about how a path was found: which issuer was tried and why it was refused, what was let
 * through.
 *
 * @param clause what the decision rests on
 * @param sentence the decision
 */
public record PathNote(Clause clause, String sentence) {}
