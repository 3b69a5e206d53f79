/**
 * Owns service profiles: what a broker or a cloud service of a kind demands of a connection, as data with its source.
 * Must not know of captures or rules.
 */
package dev.plumbline.diagnose.service;
