package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowSink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes {@link Conversation}s of the connections of a capture or of a tap.
 *
 * <p>Memory is bounded. Of each connection the first {@value EventLog#FIRST} things that happened are kept (of
 * encrypted records about a megabyte), its handshake messages up to 256 KiB of each side, and the {@value
 * EventLog#LAST} latest; the totals are exact. All connections together stay within a budget: beyond it those that
 * worked are abridged first (see {@link Conversation.Form}), and beyond {@value Archive#MAX_COUNTED} connections of
 * which only the counts are left more of them are left out and {@linkplain #omitted counted}.
 *
 * <p>Secrets may come at any time: a capture's conversations are deciphered when they are asked for, a tap's when they
 * end. Not thread-safe.
 */
public final class ConversationRecorder implements FlowListener {
  /** What all connections may hold, in bytes, if nothing else is said. */
  public static final long BUDGET = 64L << 20;

  private static final int MAX_NAMES = 4096;
  private static final int MAX_ADDRESSES = 16;

  private final KeyLog keys;
  private final Archive archive;
  private final Consumer<Recording> ended;
  private final Map<String, Set<InetAddress>> names = new LinkedHashMap<>();
  private final List<Conversation> told = new ArrayList<>();

  /** Collects the connections of a capture. Secrets that the capture carries are added to {@code keys}. */
  public ConversationRecorder(KeyLog keys) {
    this(keys, BUDGET);
  }

  /** @param budget what all connections may hold together, in bytes */
  public ConversationRecorder(KeyLog keys, long budget) {
    this(keys, new Archive(budget, Archive.MAX_COUNTED));
  }

  /** Collects the connections of a capture. */
  ConversationRecorder(KeyLog keys, Archive archive) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.archive = archive;
    this.ended = archive::ended;
  }

  /** Hands over each conversation when it ends, and keeps nothing of it. */
  public ConversationRecorder(KeyLog keys, long budget, Consumer<Conversation> over) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.archive = new Archive(budget, Archive.MAX_COUNTED);
    this.ended =
        recording -> {
          archive.released(recording);
          over.accept(recording.conversation());
        };
  }

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    Recording recording = new Recording(stream, client, server, opening, keys, archive::weigh, ended);
    archive.opened(recording);
    return recording;
  }

  @Override
  public void secrets(byte[] keyLog) {
    keys.add(keyLog);
  }

  @Override
  public void resolved(String name, InetAddress address) {
    if (names.size() < MAX_NAMES || names.containsKey(name)) {
      Set<InetAddress> addresses = names.computeIfAbsent(name, any -> new LinkedHashSet<>());
      if (addresses.size() < MAX_ADDRESSES) {
        addresses.add(address);
      }
    }
  }

  /**
   * The conversations in the order of their numbers, those that are still open as they stand; if they are handed over
   * when they end, only the open ones. What is asked for again is not deciphered again.
   */
  public List<Conversation> conversations() {
    told.addAll(archive.drain());
    List<Conversation> all = new ArrayList<>(told);
    all.addAll(archive.open());
    all.sort(Comparator.comparingInt(Conversation::stream));
    return List.copyOf(all);
  }

  /** How many connections were left out altogether because there were too many. */
  public long omitted() {
    return archive.omitted();
  }

  /** The addresses of names, as far as the capture has answers of the domain name system. */
  public Map<String, Set<InetAddress>> names() {
    return Collections.unmodifiableMap(names);
  }

  /** The names that were asked for and have that address. */
  public List<String> namesOf(InetAddress address) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().contains(address))
        .map(Map.Entry::getKey)
        .toList();
  }
}
