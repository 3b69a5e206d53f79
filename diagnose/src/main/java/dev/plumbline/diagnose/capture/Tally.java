package dev.plumbline.diagnose.capture;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts while a capture is read; becomes its {@link CaptureSummary}. */
final class Tally {
  private static final int PORTS_TOLD = 16;
  private static final int NOTED = 16;

  private final Map<Integer, long[]> linkTypes = new LinkedHashMap<>();
  private final Map<Integer, Long> serverPorts = new HashMap<>();
  private final Set<String> interfaces = new LinkedHashSet<>();
  private final Set<String> namesNotFound = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int lastLinkType = -1;
  private long[] lastLinkTypeCount;
  private long frames;
  private long cutFrames;
  private int longestCutFrame;
  private int snapLength;
  private long first = Long.MAX_VALUE;
  private long latest;
  private long previous;
  private long arp;
  private long icmp;
  private long udp;
  private long dns;
  private long tcp;
  private long fragments;
  private long other;
  private long malformed;
  private long unreadable;
  private long headersCut;
  private long unreachables;
  private long dropped;
  private boolean endsInside;
  private boolean damaged;

  long frames() {
    return frames;
  }

  /** A frame; answers its number. */
  long frame(int linkType, int captured, int original, long nanos) {
    if (linkType != lastLinkType) {
      lastLinkType = linkType;
      lastLinkTypeCount = linkTypes.computeIfAbsent(linkType, number -> new long[1]);
    }
    lastLinkTypeCount[0]++;
    if (captured < original) {
      cutFrames++;
      longestCutFrame = Math.max(longestCutFrame, captured);
    }
    first = Math.min(first, nanos);
    latest = Math.max(latest, nanos);
    previous = nanos;
    return ++frames;
  }

  /** What counts as a frame and is no packet. */
  void frameOfNoPacket() {
    frames++;
    other++;
  }

  /** When the last frame was captured: what a packet without a time of its own gets. */
  long lastNanos() {
    return previous;
  }

  void arp() {
    arp++;
  }

  void icmp() {
    icmp++;
  }

  void udp() {
    udp++;
  }

  void dns() {
    dns++;
  }

  void tcp() {
    tcp++;
  }

  void fragment() {
    fragments++;
  }

  void other() {
    other++;
  }

  void malformed() {
    malformed++;
  }

  void unreadable() {
    unreadable++;
  }

  void headerCut() {
    headersCut++;
  }

  void connection(int serverPort) {
    serverPorts.merge(serverPort, 1L, Long::sum);
  }

  void snapLength(int length) {
    if (length > 0 && (snapLength == 0 || length < snapLength)) {
      snapLength = length;
    }
  }

  void described(String name, String description) {
    if (name != null || description != null) {
      String text = name == null ? description : description == null ? name : name + " (" + description + ")";
      bounded(interfaces, text);
    }
  }

  void dropped(long packets) {
    dropped += Math.max(0, packets);
  }

  void noSuchName(String name) {
    bounded(namesNotFound, name);
  }

  void unreachable(long frame, InetAddress by, InetAddress target, int port, String reason) {
    unreachables++;
    String host = target.getHostAddress();
    String where = port < 0 ? host : (target instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    bounded(notes, "Frame " + frame + ": " + by.getHostAddress() + " says that " + where
        + " can't be reached (" + reason + ").");
  }

  void endsInside() {
    endsInside = true;
  }

  void damagedAt(long position) {
    damaged = true;
    bounded(notes, "The file is damaged at byte " + position + " and was read up to there.");
  }

  void fragmentsLost(long count) {
    if (count > 0) {
      notes.add(count + " datagrams or fragments of IP could not be put together.");
    }
  }

  private static void bounded(Set<String> texts, String text) {
    if (texts.size() < NOTED) {
      texts.add(text);
    }
  }

  CaptureSummary summary(String format, long bytes, long connections) {
    Map<String, Long> names = new LinkedHashMap<>();
    linkTypes.forEach((number, count) -> names.merge(LinkType.nameOf(number), count[0], Long::sum));
    return new CaptureSummary(format, bytes, frames, cutFrames, longestCutFrame, snapLength,
        Collections.unmodifiableMap(names), first == Long.MAX_VALUE ? 0 : first, latest,
        new CaptureSummary.Counts(arp, icmp, udp, dns, tcp, fragments, other, malformed, unreadable),
        connections, ports(), List.copyOf(interfaces), dropped, endsInside, damaged, List.copyOf(namesNotFound),
        sentences());
  }

  private List<CaptureSummary.PortCount> ports() {
    return serverPorts.entrySet().stream()
        .map(each -> new CaptureSummary.PortCount(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(CaptureSummary.PortCount::connections).reversed()
            .thenComparingInt(CaptureSummary.PortCount::port))
        .limit(PORTS_TOLD)
        .toList();
  }

  private List<String> sentences() {
    List<String> all = new ArrayList<>(notes);
    linkTypes.entrySet().stream().filter(each -> !isReadable(each.getKey())).limit(NOTED).forEach(each ->
        all.add(each.getValue()[0] + " frames are of link type " + LinkType.nameOf(each.getKey())
            + ", which can't be read."));
    if (endsInside) {
      all.add("The file ends in the middle of a packet.");
    }
    if (headersCut > 0) {
      all.add(headersCut + " headers of TCP are cut off or make no sense.");
    }
    if (unreachables > NOTED) {
      all.add("There are " + unreachables + " messages of ICMP that say that something can't be reached.");
    }
    if (dropped > 0) {
      all.add("The capture itself lost " + dropped + " packets, as the file says.");
    }
    return List.copyOf(all);
  }

  private static boolean isReadable(int linkType) {
    LinkType type = LinkType.of(linkType);
    return type != null && type.readable();
  }
}
