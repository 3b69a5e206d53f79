/**
 * Owns what status codes mean: by stack and version, with the stages of a connection that they leave possible. The
 * tables beside it are the data ({@code codes.csv}, {@code stacks.csv}, {@code hints.csv}), each row with its source.
 * Must not know of captures or rules.
 */
package dev.plumbline.diagnose.code;
