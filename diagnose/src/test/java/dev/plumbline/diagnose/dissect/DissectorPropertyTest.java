package dev.plumbline.diagnose.dissect;

import static dev.plumbline.diagnose.dissect.Trees.assertNested;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.flow.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes: there is a tree, and its ranges nest. */
final class DissectorPropertyTest {
  private static final List<RecordedMessages.Recorded> RECORDED = RecordedMessages.all();
  private static final int[] SUITES =
      {DissectContext.UNKNOWN, 0xc02b, 0x009c, 0x0033, 0x00a8, 0x00aa, 0xd001, 0xc018, 0x0003, 0xc01d, 0x1301, 0xe013};
  private static final int[] VERSIONS = {DissectContext.UNKNOWN, 0x0300, 0x0301, 0x0303, 0x0304, 0xfefd};

  @Provide
  Arbitrary<RecordedMessages.Recorded> recorded() {
    return Arbitraries.of(RECORDED);
  }

  @Property(tries = 2000)
  void noiseHasATreeWhoseRangesNest(
      @ForAll @IntRange(max = 30) int type, @ForAll @Size(max = 300) byte[] body, @ForAll int which) {
    assertTree(type, body, which);
  }

  @Property(tries = 2000)
  void aMutatedMessageHasATreeWhoseRangesNest(@ForAll("recorded") RecordedMessages.Recorded recorded,
      @ForAll @Size(max = 8) List<Integer> places, @ForAll byte with, @ForAll int which) {
    byte[] body = recorded.message().body().clone();
    for (int place : places) {
      if (body.length > 0) {
        body[Math.floorMod(place, body.length)] = with;
      }
    }
    assertTree(recorded.message().type(), body, which);
  }

  @Property(tries = 500)
  void everyPrefixHasATreeWhoseRangesNest(
      @ForAll("recorded") RecordedMessages.Recorded recorded, @ForAll int length, @ForAll int which) {
    byte[] whole = recorded.message().body();
    assertTree(recorded.message().type(), Arrays.copyOf(whole, Math.floorMod(length, whole.length + 1)), which);
  }

  @Property(tries = 500)
  void aMessageOfAnotherTypeHasATreeWhoseRangesNest(
      @ForAll("recorded") RecordedMessages.Recorded recorded, @ForAll @IntRange(max = 30) int type, @ForAll int which) {
    assertTree(type, recorded.message().body(), which);
  }

  @Property(tries = 2000)
  void anyPacketOfMqttHasATreeWhoseRangesNest(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
    Event.Mqtt packet = new Event.Mqtt(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, bytes, Optional.empty(),
        Optional.empty(), Optional.empty());
    assertNested(Dissector.mqtt(packet), 0, bytes.length);
  }

  private static void assertTree(int type, byte[] body, int which) {
    DissectContext context = new DissectContext(
        VERSIONS[Math.floorMod(which, VERSIONS.length)], SUITES[Math.floorMod(which / 7, SUITES.length)]);
    Side from = which % 2 == 0 ? Side.CLIENT : Side.SERVER;
    assertNested(Dissector.handshake(RecordedMessages.message(from, type, body), context), 0, body.length);
  }
}
