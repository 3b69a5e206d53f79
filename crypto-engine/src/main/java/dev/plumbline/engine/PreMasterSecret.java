package dev.plumbline.engine;

/** The pre_master_secret of one key exchange (RFC 5246 §8.1): good for making one master secret. */
public interface PreMasterSecret extends Secret {}
