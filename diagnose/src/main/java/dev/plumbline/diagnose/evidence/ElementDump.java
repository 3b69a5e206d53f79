package dev.plumbline.diagnose.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration zone of an ATECC508A or ATECC608A as sketches and tools print it: 128 bytes in hexadecimal, in
 * whatever way they are set apart. Says what keeps the element from working for TLS (C71). Source of the layout:
 * Microchip, ATECC508A data sheet, table 2-5; of what an unlocked element answers: MicrochipTech/cryptoauthlib issue
 * 121.
 */
public final class ElementDump {
  private static final int LENGTH = 128;
  private static final int SERIAL_END = 12;
  private static final int SLOT_CONFIG = 20;
  private static final int LOCK_VALUE = 86;
  private static final int LOCK_CONFIG = 87;
  private static final int KEY_CONFIG = 96;
  private static final int SLOTS = 16;
  private static final int UNLOCKED = 0x55;
  private static final int EXTERNAL_SIGNATURES = 1;
  private static final int PRIVATE = 1;
  private static final int KEY_TYPE = 0x1C;
  private static final int P256 = 4 << 2;
  /** Each serial number begins with 01 23 and ends with EE. */
  private static final Pattern DUMP =
      Pattern.compile("(?i)(?:0x)?01[\\s,:]*(?:0x)?23(?:[\\s,:{}]*(?:0x)?[0-9a-f]{2}){126}(?![0-9a-f])");
  private static final Pattern PAIR = Pattern.compile("(?i)(?:0x)?([0-9a-f]{2})");

  private final int[] bytes;

  private ElementDump(int[] bytes) {
    this.bytes = bytes;
  }

  /** What a text says of an element's locks and of the slots that can sign; empty if it shows no such zone. */
  public static List<String> check(String text) {
    Matcher found = DUMP.matcher(text);
    return found.find() ? read(found.group()).map(ElementDump::notes).orElse(List.of()) : List.of();
  }

  private static Optional<ElementDump> read(String dump) {
    int[] bytes = new int[LENGTH];
    Matcher pair = PAIR.matcher(dump);
    for (int i = 0; i < LENGTH && pair.find(); i++) {
      bytes[i] = Integer.parseInt(pair.group(1), 16);
    }
    return bytes[0] == 1 && bytes[SERIAL_END] == 0xEE ? Optional.of(new ElementDump(bytes)) : Optional.empty();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (bytes[LOCK_CONFIG] == UNLOCKED) {
      notes.add("(C71) the element's configuration zone is not locked (byte 87 is 55): its random numbers are FF FF 00"
          + " 00 repeated, and what follows holds only once it is");
    } else if (bytes[LOCK_VALUE] == UNLOCKED) {
      notes.add("(C71) the element's data zone is not locked (byte 86 is 55): what its slots hold can be overwritten");
    }
    List<Integer> signing = signingSlots();
    notes.add(signing.isEmpty()
        ? "(C71) no slot of the element holds a private key of P-256 that may sign what comes from outside"
        : "slots of the element that may sign for TLS: "
            + String.join(", ", signing.stream().map(String::valueOf).toList()));
    return notes;
  }

  /** Slots with a private key of P-256 whose SlotConfig allows external signatures. */
  private List<Integer> signingSlots() {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      int key = bytes[KEY_CONFIG + 2 * slot];
      boolean signs = (bytes[SLOT_CONFIG + 2 * slot] & EXTERNAL_SIGNATURES) != 0;
      if ((key & PRIVATE) != 0 && (key & KEY_TYPE) == P256 && signs) {
        slots.add(slot);
      }
    }
    return slots;
  }
}
