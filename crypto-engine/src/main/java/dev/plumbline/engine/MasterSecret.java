package dev.plumbline.engine;

/** The 48-byte master_secret (RFC 5246 §8.1). Outlives its connection when the session is kept for resumption. */
public interface MasterSecret extends Secret {}
