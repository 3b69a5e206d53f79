/**
 * Owns the simulated Renesas secure crypto engines: the SCE7 of Synergy parts as the SSP's NetX glue drives it. Every
 * operand lies in device memory and is computed on as it lies there. The facts and their sources are in
 * {@code docs/engines.md}; what the sources leave open is a switch. Must not know TLS messages or states.
 */
package dev.plumbline.engine.sce;
