package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.alert.Fault;
import java.util.Optional;

/**
 * What the path rules of a device's profile make of the chain, with software that verifies everything that this
 * client knows.
 *
 * @param accepts whether they accept it, whatever the server's name
 * @param fault why not; empty if they do, or if that could not be computed
 * @param sentence the same in words
 */
public record PolicyAnswer(boolean accepts, Optional<Fault> fault, String sentence) {}
