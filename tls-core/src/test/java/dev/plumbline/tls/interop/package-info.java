/**
 * The client against other people's servers: a matrix of what both can do, servers that are wrong, and networks that
 * are.
 *
 * <p>Must not know how the client works inside: what is here sees it as its users do.
 */
package dev.plumbline.tls.interop;
