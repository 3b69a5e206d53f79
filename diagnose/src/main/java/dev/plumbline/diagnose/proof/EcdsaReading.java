package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way to read r and s out of a signature's bytes.
 *
 * @param r in as many bytes as were written for it
 * @param encoding how they were written
 * @param faults what is wrong with that encoding, in words; empty if it is as it should be
 */
record EcdsaReading(byte[] r, byte[] s, Encoding encoding, List<String> faults) {
  /** How r and s are put into bytes. */
  enum Encoding {
    DER,
    RAW
  }

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int LONGEST_INTEGER = 128;

  /** Every way in which these bytes make sense, for a curve whose order has that many bytes. */
  static List<EcdsaReading> all(byte[] signature, int width) {
    List<EcdsaReading> readings = new ArrayList<>();
    der(signature, 0, new ArrayList<>(), readings);
    if (signature.length > 2 && ((signature[0] & 0xFF) << 8 | signature[1] & 0xFF) == signature.length - 2) {
      der(signature, 2, faults("its length stands before it once more"), readings);
    }
    raw(signature, width, readings);
    return readings;
  }

  private static List<String> faults(String first) {
    return new ArrayList<>(List.of(first));
  }

  /** A SEQUENCE of two INTEGERs, forgiving everything that leaves r and s in sight. */
  private static void der(byte[] in, int from, List<String> faults, List<EcdsaReading> readings) {
    int at = from;
    int tag = at < in.length ? in[at] & 0xFF : -1;
    if (tag == BIT_STRING || tag == OCTET_STRING) {
      faults.add("it is wrapped into " + (tag == BIT_STRING ? "a BIT STRING" : "an OCTET STRING"));
      at += tag == BIT_STRING ? 3 : 2;
      tag = at < in.length ? in[at] & 0xFF : -1;
    }
    if (tag == INTEGER) {
      faults.add("the two INTEGERs stand there without a SEQUENCE around them");
      integers(in, at, -1, faults, readings);
      return;
    }
    if (tag != SEQUENCE) {
      faults.add(String.format("it begins with 0x%02x instead of 0x30 for a SEQUENCE", tag));
    }
    int lengthOctets = at + 1 < in.length && (in[at + 1] & 0x80) != 0 ? in[at + 1] & 0x7F : 0;
    if (lengthOctets > 2 || at + 2 + lengthOctets > in.length) {
      return;
    }
    int announced = lengthOctets == 0 ? in[at + 1] & 0xFF : 0;
    for (int i = 0; i < lengthOctets; i++) {
      announced = announced << 8 | in[at + 2 + i] & 0xFF;
    }
    if (lengthOctets > 0 && announced < 0x80 || lengthOctets > 1 && announced < 0x100) {
      faults.add("the length of the SEQUENCE is not written in its shortest form");
    }
    integers(in, at + 2 + lengthOctets, announced, faults, readings);
  }

  /** @param announced what the SEQUENCE around them says of their length; -1 without one */
  private static void integers(
      byte[] in, int from, int announced, List<String> faults, List<EcdsaReading> readings) {
    byte[] r = integer(in, from);
    byte[] s = r == null ? null : integer(in, from + 2 + r.length);
    if (s == null) {
      return;
    }
    int end = from + 4 + r.length + s.length;
    if (announced >= 0 && announced != end - from) {
      faults.add("the SEQUENCE says that it has " + announced + " bytes and has " + (end - from));
    }
    if (end < in.length) {
      faults.add((in.length - end) + " bytes follow after it");
    }
    sign("r", r, faults);
    sign("s", s, faults);
    readings.add(new EcdsaReading(r, s, Encoding.DER, List.copyOf(faults)));
  }

  private static byte[] integer(byte[] in, int at) {
    if (at + 2 > in.length || in[at] != INTEGER) {
      return null;
    }
    int length = in[at + 1];
    return length < 1 || length > LONGEST_INTEGER || at + 2 + length > in.length
        ? null
        : Arrays.copyOfRange(in, at + 2, at + 2 + length);
  }

  private static void sign(String name, byte[] number, List<String> faults) {
    if (number[0] < 0) {
      faults.add(name + " lacks the zero byte before its first bit, so it reads as negative");
    } else if (number.length > 1 && number[0] == 0 && number[1] >= 0) {
      faults.add(name + " has a superfluous zero byte in front");
    }
  }

  private static void raw(byte[] in, int width, List<EcdsaReading> readings) {
    int half = in.length / 2;
    if (in.length == 2 * width) {
      readings.add(split(in, width, List.of()));
    } else if (in.length % 2 == 0 && half > width && half <= LONGEST_INTEGER) {
      readings.add(split(in, half, List.of("r and s have " + half + " bytes each instead of " + width)));
    } else if (half > 0 && in.length < 2 * width && in.length > width) {
      List<String> faults = List.of("r and s have " + in.length + " bytes together instead of " + 2 * width);
      readings.add(split(in, width, faults));
      readings.add(split(in, in.length - width, faults));
      if (in.length % 2 == 0) {
        readings.add(split(in, half, faults));
      }
    }
  }

  private static EcdsaReading split(byte[] in, int at, List<String> faults) {
    return new EcdsaReading(
        Arrays.copyOf(in, at), Arrays.copyOfRange(in, at, in.length), Encoding.RAW, faults);
  }
}
