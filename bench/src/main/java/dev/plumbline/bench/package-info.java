/**
 * Owns the benchmarks, what they are measured with, and the table that comes out. Must not be depended on: nothing
 * here is part of the product.
 */
package dev.plumbline.bench;
