/**
 * Owns the implementations that are compared, each behind the same few verbs, and the server that all of them talk to
 * in memory. Must not know what is measured or how.
 */
package dev.plumbline.bench.peer;
