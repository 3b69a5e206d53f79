/**
 * What {@code diff} compares: captures, traces, profiles and live servers, told apart and read. Must not know how
 * differences are judged or printed.
 */
package dev.plumbline.cli.diff;
