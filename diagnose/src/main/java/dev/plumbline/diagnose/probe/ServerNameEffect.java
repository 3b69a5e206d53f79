package dev.plumbline.diagnose.probe;

/** What server_name does at this server, found by leaving it out, or by adding it. */
public enum ServerNameEffect {
  /** It makes no difference. */
  NONE,
  /** With it the server shows another certificate. */
  OTHER_CERTIFICATE,
  /** Without it the server does not do. */
  REQUIRED,
  /** With it the server does not do. */
  REFUSED,
  /** It was not tried. */
  UNKNOWN
}
