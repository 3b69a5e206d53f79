/**
 * Owns what engines are built from: secret bytes, key material, primitives, and the verbs made of primitives. For
 * engine authors only; protocol code uses {@link dev.plumbline.engine} and never sees a secret's bytes.
 */
package dev.plumbline.engine.spi;
