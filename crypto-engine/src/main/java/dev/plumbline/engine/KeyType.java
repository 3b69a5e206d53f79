package dev.plumbline.engine;

/** The two kinds of long-lived key in this profile of TLS. */
public enum KeyType {
  EC,
  RSA
}
