/**
 * Owns what people and programs read: the streams, highlighting, the story of a handshake and its JSON document. Must
 * not know how options are written.
 */
package dev.plumbline.cli.output;
