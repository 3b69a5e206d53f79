/**
 * Owns the benchmarks, what they are measured with, and the table that comes out. Must not be depended on: nothing
 * here is part of the product. It is on the class path, without a module of its own, because the code that JMH
 * generates and the fork that runs it know no modules.
 */
package dev.plumbline.bench;
