package dev.plumbline.diagnose.finding;

import dev.plumbline.diagnose.conversation.Place;

/**
 * Something that can be looked up.
 *
 * @param place where it stands in the capture; {@link Place#NONE} if it comes from elsewhere
 * @param text what it shows, in a sentence
 */
public record EvidenceItem(Place place, String text) {

  /** What an option, a file or a computation shows. */
  public static EvidenceItem of(String text) {
    return new EvidenceItem(Place.NONE, text);
  }
}
