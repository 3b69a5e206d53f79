package dev.plumbline.diagnose.profile;

/**
 * What a group of a profile's fields rests on.
 *
 * @param basis how well it is founded
 * @param source where it comes from, for people
 */
public record Evidence(Basis basis, String source) {}
