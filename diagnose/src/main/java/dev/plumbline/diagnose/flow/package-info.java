/**
 * TCP connections put together from packets, or handed over by a live tap. Owns reassembly: order, loss, overlap. Must
 * not know what the bytes mean.
 */
package dev.plumbline.diagnose.flow;
