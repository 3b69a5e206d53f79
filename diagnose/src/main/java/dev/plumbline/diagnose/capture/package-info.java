/**
 * Capture files read: pcap and pcapng, link layers, IPv4 and IPv6, down to the segments of TCP, which {@code flow} puts
 * together; and a summary of what else the file holds. Owns formats of files and packets up to TCP's header. Must not
 * know what connections carry, names of hosts in answers of the domain name system aside.
 *
 * <p>Offsets that are told count from the first byte of the captured frame, link layer included. Only where IP put a
 * segment into several fragments do they count from the first byte behind IP's header, as if the datagram had not been
 * cut, and the frame is the one that completed it.
 */
package dev.plumbline.diagnose.capture;
