/**
 * The rules: what a connection's facts mean. Facts are computed once for a connection; each rule is a small class that
 * looks at them and says what it finds, with its evidence. Search for a case of the casebook ({@code C35}) to find its
 * rule. Must not know of files, commands or reports.
 */
package dev.plumbline.diagnose.rule;
