package dev.plumbline.tls.x509;

/** An address and a mask, side by side. */
final class ConstrainedAddress extends ConstrainedName {
  private final Der octets;

  ConstrainedAddress(Der octets) {
    super(GeneralNames.IP_ADDRESS);
    this.octets = octets;
  }

  @Override
  boolean understood() {
    return true;
  }

  @Override
  boolean understands(Der base) {
    int half = base.length() / 2;
    if (base.length() != 8 && base.length() != 32) {
      return false;
    }
    boolean ended = false;
    for (int bit = 0; bit < half * Byte.SIZE; bit++) {
      boolean set = (base.bytes()[base.start() + half + bit / 8] >> 7 - bit % 8 & 1) != 0;
      if (set && ended) {
        return false; // not as RFC 4632 writes masks
      }
      ended |= !set;
    }
    return true;
  }

  @Override
  boolean isWithin(Der base) {
    int difference = base.length() - 2 * octets.length();
    for (int i = 0; difference == 0 && i < octets.length(); i++) {
      int mask = base.bytes()[base.start() + octets.length() + i];
      difference = (octets.bytes()[octets.start() + i] ^ base.bytes()[base.start() + i]) & mask;
    }
    return difference == 0;
  }

  @Override
  public String toString() {
    return SubjectNames.address(octets);
  }
}
