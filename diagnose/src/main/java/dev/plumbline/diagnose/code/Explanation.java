package dev.plumbline.diagnose.code;

import java.util.List;

/**
 * All that is known of a code.
 *
 * @param asked as the user wrote it
 * @param meanings the likeliest stack first; empty if nobody knows it
 * @param remarks what to watch out for: numbers that moved, numbers that several stacks have
 * @param nearest if nobody knows it: what is closest, in words
 */
public record Explanation(String asked, List<CodeMeaning> meanings, List<String> remarks, List<String> nearest) {
  public Explanation {
    meanings = List.copyOf(meanings);
    remarks = List.copyOf(remarks);
    nearest = List.copyOf(nearest);
  }

  public boolean known() {
    return !meanings.isEmpty();
  }
}
