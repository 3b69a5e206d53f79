/**
 * Connections between real stacks, healthy and not, made on the spot, recorded by a tap and diagnosed: what the rules
 * say of captures that they were not written for. Must not reach into the rules: they are asked as a user asks them.
 */
package dev.plumbline.diagnose.lab;
