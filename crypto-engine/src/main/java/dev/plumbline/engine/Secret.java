package dev.plumbline.engine;

/** A handle on secret bytes that some engines can {@linkplain CryptoEngine#reveal reveal} for a key log or a trace. */
public interface Secret extends Handle {}
