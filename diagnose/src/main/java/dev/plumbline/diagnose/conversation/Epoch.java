package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.decrypt.Negotiated;
import dev.plumbline.diagnose.decrypt.RecordCiphers;
import dev.plumbline.diagnose.decrypt.RecordKeys;
import dev.plumbline.diagnose.decrypt.RecordOpener;
import dev.plumbline.diagnose.decrypt.Secret;
import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one handshake, as far as they are known. Where several secrets may be meant, the first record that opens
 * decides.
 */
final class Epoch {
  /** After a loss, how many sequence numbers are tried. */
  private static final int GUESSES = 64;
  /** How many records may resist before nothing is guessed any more. */
  private static final int PATIENCE = 8;

  private final List<RecordKeys> keys = new ArrayList<>();
  private final Conversation.Keys unopened;
  private boolean decided;
  private final long[] skipped = new long[Side.values().length];
  private int resisted;

  Epoch(ServerHelloView server, byte[] clientRandom, byte[] encryptedPremaster, KeyLog log) {
    List<Secret> secrets = log.candidates(clientRandom, server.sessionId(), encryptedPremaster);
    boolean macOutside = server.extension(ExtensionView.ENCRYPT_THEN_MAC).isPresent();
    Negotiated negotiated =
        new Negotiated(server.version(), server.suite(), clientRandom, server.random(), macOutside);
    secrets.forEach(secret -> RecordCiphers.derive(negotiated, secret).ifPresent(keys::add));
    if (secrets.isEmpty()) {
      unopened = Conversation.Keys.MISSING;
    } else {
      unopened = keys.isEmpty() ? Conversation.Keys.UNSUPPORTED : Conversation.Keys.MISFIT;
    }
  }

  /** The content of a record, if one of the secrets opens it. */
  Optional<byte[]> open(Item.Sealed sealed) {
    if (sealed.fragment() == null) {
      keys.forEach(one -> opener(one, sealed).passedOver(null));
      return Optional.empty();
    }
    for (RecordKeys one : keys) {
      Optional<byte[]> content = open(one, sealed);
      if (content.isPresent()) {
        if (!decided) {
          decided = true;
          keys.retainAll(List.of(one));
        }
        return content;
      }
    }
    keys.forEach(one -> opener(one, sealed).passedOver(sealed.fragment()));
    resisted++;
    return Optional.empty();
  }

  private Optional<byte[]> open(RecordKeys one, Item.Sealed sealed) {
    Event.Record record = sealed.record();
    int side = record.from().ordinal();
    int guesses = sealed.counted() || resisted > PATIENCE ? 1 : GUESSES;
    for (int guess = 0; guess < guesses; guess++) {
      long number = sealed.number() + skipped[side] + guess;
      Optional<byte[]> content =
          opener(one, sealed).open(number, record.contentType(), record.version(), sealed.fragment());
      if (content.isPresent()) {
        skipped[side] += guess;
        return content;
      }
    }
    return Optional.empty();
  }

  private static RecordOpener opener(RecordKeys keys, Item.Sealed sealed) {
    return sealed.record().from() == Side.CLIENT ? keys.client() : keys.server();
  }

  /** Whether the secrets opened anything, or why not. */
  Conversation.Keys verdict() {
    return decided ? Conversation.Keys.FIT : unopened;
  }
}
