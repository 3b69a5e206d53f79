package dev.plumbline.diagnose.profile;

import java.util.List;

/**
 * One thing that users may change in a profile.
 *
 * @param name as users write it
 * @param title what it is, for people
 * @param values the values, the default first; a single {@code MIN..MAX} for a number
 */
public record ProfileSwitch(String name, String title, List<String> values) {
  public ProfileSwitch {
    values = List.copyOf(values);
  }
}
