/**
 * Messages as trees of fields: name, byte range, value, and what it means in a sentence. Reads whatever comes as far as
 * it goes. Must not know of captures, rules or findings.
 */
package dev.plumbline.diagnose.dissect;
