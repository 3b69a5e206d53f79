/** The names of numbers on the wire, from IANA's registries. Knows numbers and names, nothing else. */
package dev.plumbline.diagnose.names;
