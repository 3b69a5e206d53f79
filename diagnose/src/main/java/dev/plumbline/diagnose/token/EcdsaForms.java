package dev.plumbline.diagnose.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ways in which an ECDSA signature has been seen to be written. Stateless. */
final class EcdsaForms {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x81;
  private static final int WORD = 4;

  private EcdsaForms() {}

  /**
   * A signature as r ‖ s.
   *
   * @param variant how it was written instead; empty if it was so
   */
  record Form(Optional<SignatureVariant> variant, byte[] rs) {}

  /** What the bytes may mean on a curve of fields of so many octets, the proper reading first. */
  static List<Form> of(byte[] signature, int field) {
    List<Form> forms = new ArrayList<>();
    if (signature.length == 2 * field) {
      forms.add(new Form(Optional.empty(), signature));
      byte[] r = Arrays.copyOf(signature, field);
      byte[] s = Arrays.copyOfRange(signature, field, 2 * field);
      add(forms, SignatureVariant.EXCHANGED, join(s, r));
      if (field % WORD == 0) {
        add(forms, SignatureVariant.WORDS_SWAPPED, join(wordsSwapped(r), wordsSwapped(s)));
      }
      add(forms, SignatureVariant.BYTES_REVERSED, join(reversed(r, 0, field), reversed(s, 0, field)));
    }
    fromDer(signature).flatMap(rs -> joined(rs.get(0), rs.get(1), field))
        .ifPresent(rs -> add(forms, SignatureVariant.DER, rs));
    if (signature.length != 2 * field) {
      for (int r = field - 1; r <= field + 1; r++) {
        int s = signature.length - r;
        if (s >= field - 1 && s <= field + 1) {
          joined(Arrays.copyOf(signature, r), Arrays.copyOfRange(signature, r, r + s), field)
              .ifPresent(rs -> add(forms, SignatureVariant.UNEVEN, rs));
        }
      }
    }
    return forms;
  }

  private static void add(List<Form> forms, SignatureVariant variant, byte[] rs) {
    forms.add(new Form(Optional.of(variant), rs));
  }

  /** The octets of the two INTEGERs of Ecdsa-Sig-Value (RFC 3279 §2.2.3), if they and nothing else are there. */
  static Optional<List<byte[]>> fromDer(byte[] der) {
    if (der.length < 8 || (der[0] & 0xFF) != SEQUENCE) {
      return Optional.empty();
    }
    boolean longForm = (der[1] & 0xFF) == LONG_FORM;
    int at = longForm ? 3 : 2;
    if ((der[at - 1] & 0xFF) != der.length - at) {
      return Optional.empty();
    }
    List<byte[]> integers = new ArrayList<>();
    while (at + 2 < der.length && integers.size() < 2) {
      int length = der[at + 1] & 0xFF;
      if (der[at] != INTEGER || length == 0 || at + 2 + length > der.length) {
        return Optional.empty();
      }
      integers.add(Arrays.copyOfRange(der, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return integers.size() == 2 && at == der.length ? Optional.of(integers) : Optional.empty();
  }

  /** Both at the length of a field; empty if one is too long for it. */
  private static Optional<byte[]> joined(byte[] r, byte[] s, int field) {
    byte[] rs = new byte[2 * field];
    return place(r, rs, 0, field) && place(s, rs, field, field) ? Optional.of(rs) : Optional.empty();
  }

  private static boolean place(byte[] number, byte[] out, int at, int field) {
    int skip = 0;
    while (skip < number.length && number[skip] == 0) {
      skip++;
    }
    int length = number.length - skip;
    if (length > field) {
      return false;
    }
    System.arraycopy(number, skip, out, at + field - length, length);
    return true;
  }

  /** Each 32-bit word with its bytes the other way round; what is no whole word stays. */
  static byte[] wordsSwapped(byte[] bytes) {
    byte[] out = bytes.clone();
    for (int at = 0; at + WORD <= out.length; at += WORD) {
      System.arraycopy(reversed(bytes, at, WORD), 0, out, at, WORD);
    }
    return out;
  }

  private static byte[] reversed(byte[] bytes, int from, int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = bytes[from + length - 1 - i];
    }
    return out;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] out = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, out, first.length, second.length);
    return out;
  }
}
