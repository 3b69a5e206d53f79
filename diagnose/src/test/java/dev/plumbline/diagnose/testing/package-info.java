/** Owns what the tests of several packages share: servers that do as they are told. Must not test anything. */
package dev.plumbline.diagnose.testing;
