package dev.plumbline.diagnose.proof;

import java.util.List;

/**
 * How large a chain is, in bytes.
 *
 * @param certificates each, in their order
 * @param list all of them, with the three bytes of length before each
 * @param message the Certificate message with its header (RFC 5246 §7.4.2)
 */
public record ChainSizes(List<Integer> certificates, int list, int message) {
  private static final int LENGTH = 3;
  private static final int HEADER = 4;

  public ChainSizes {
    certificates = List.copyOf(certificates);
  }

  static ChainSizes of(List<byte[]> sent) {
    List<Integer> sizes = sent.stream().map(der -> der.length).toList();
    int list = sizes.stream().mapToInt(size -> LENGTH + size).sum();
    return new ChainSizes(sizes, list, HEADER + LENGTH + list);
  }
}
