/**
 * The answer in the forms in which people and programs take it: text, JSON, one HTML file, a redacted bundle. Whatever
 * came from the wire is shown so that it can do nothing where it is shown, and secrets stay out. Must not judge: what
 * is wrong was settled before.
 */
package dev.plumbline.diagnose.report;
