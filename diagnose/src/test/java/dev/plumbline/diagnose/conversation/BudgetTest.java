package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation.Form;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is given up when a connection is very long, or a capture has very many. */
class BudgetTest {
  private static final byte[] ALERT = Session.hex("15 0303 0002 0230");

  /** A session that ends as its client wants. */
  private static Tape worked() {
    return Session.recorded("tls12-aes256-gcm-1").signal(Side.CLIENT, TcpSignal.FIN).tape();
  }

  /** The same up to the server's first flight, which the client refuses. */
  private static Tape failed() {
    Session session = Session.open();
    List<Tape.Call> calls = worked().calls();
    calls.stream()
        .filter(Tape.Data.class::isInstance)
        .map(Tape.Data.class::cast)
        .limit(2)
        .forEach(data -> session.send(data.from(), data.bytes()));
    return session.client(ALERT).signal(Side.CLIENT, TcpSignal.FIN).tape();
  }

  @Test
  void whatFailedStaysWholeAsLongAsAnythingWorked() {
    Archive archive = new Archive(1 << 20, 1000);
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog(), archive);
    long most = 0;
    for (int i = 0; i < 600; i++) {
      (i % 10 == 0 ? failed() : worked()).play(recorder);
      most = Math.max(most, archive.used());
    }
    assertTrue(most <= (1 << 20) + (1 << 16), most + " bytes were held");
    List<Conversation> all = recorder.conversations();
    assertEquals(600, all.size());
    assertEquals(60, all.stream().filter(one -> refused(one) && one.form() == Form.WHOLE).count());
    assertTrue(all.stream().filter(one -> !refused(one)).anyMatch(one -> one.form() == Form.WORKED));
    assertTrue(all.stream().allMatch(one -> one.client().bytes() > 0 && one.client().records() > 1));
    long emptied = all.stream().filter(one -> one.events().isEmpty()).count();
    assertTrue(emptied > 0, "most were emptied");
    assertTrue(all.stream().noneMatch(one -> one.events().isEmpty() && one.left() == 0));
  }

  private static boolean refused(Conversation conversation) {
    return conversation.client().applicationRecords() == 0;
  }

  @Test
  void eventsOfManyFailuresAreBoundedToo() {
    Archive archive = new Archive(1 << 19, 100);
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog(), archive);
    for (int i = 0; i < 500; i++) {
      failed().play(recorder);
      assertTrue(archive.used() <= (1 << 19) + (1 << 16));
    }
    List<Conversation> all = recorder.conversations();
    assertEquals(500, all.size() + recorder.omitted());
    assertTrue(recorder.omitted() > 0);
    assertTrue(all.stream().filter(one -> one.form() == Form.WHOLE).count() > 10, "some stay whole");
    assertTrue(all.stream().anyMatch(one -> one.form() == Form.SHORTENED));
  }

  @Test
  void openConnectionsGiveUpMemoryAsWell() {
    Archive archive = new Archive(1 << 19, 1000);
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog(), archive);
    Tape open = worked().with(calls -> new ArrayList<>(calls.subList(0, calls.size() - 3)));
    for (int i = 0; i < 150; i++) {
      open.play(recorder);
    }
    assertTrue(archive.used() <= (1 << 19) + (1 << 16), archive.used() + " bytes are held");
    assertEquals(150, recorder.conversations().size());
  }

  @Test
  void aLongConnectionKeepsItsBeginningItsEndAndItsTotals() {
    Session session = Session.open().client(Session.hex("16 0303 0004 01000000"));
    byte[] record = Session.hex("17 0303 0005 0102030405");
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      session.client(record);
    }
    Conversation conversation = session.client(ALERT).signal(Side.SERVER, TcpSignal.RST).conversation();
    assertEquals(count, conversation.client().applicationRecords());
    assertEquals(count + 2, conversation.client().records());
    assertEquals(9 + 7 + 10L * count, conversation.client().bytes());
    List<Event> events = conversation.events();
    assertTrue(events.size() < 1200, events.size() + " events");
    assertEquals(TcpSignal.SYN, ((Event.Tcp) events.get(0)).signal());
    assertEquals(TcpSignal.RST, ((Event.Tcp) events.get(events.size() - 1)).signal());
    assertEquals(48, conversation.all(Event.Alert.class).findFirst().orElseThrow().description());
    assertEquals(2L * count + 8, events.size() + conversation.left());
  }

  @Test
  void oneConnectionHoldsNoMoreThanItMay() {
    Session session = Session.open().client(Session.hex("16 0303 0004 01000000"));
    byte[] big = new byte[5 + (1 << 14)];
    System.arraycopy(Session.hex("17 0303 4000"), 0, big, 0, 5);
    for (int i = 0; i < 1000; i++) {
      session.client(big);
    }
    Archive archive = new Archive(64 << 20, 1000);
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog(), archive);
    session.tape().play(recorder);
    assertTrue(archive.used() < 4 << 20, archive.used() + " bytes are held");
  }

  @Test
  void ofHandshakeMessagesOnlyAQuarterMegabyteIsKept() {
    Session session = Session.open();
    byte[] message = new byte[5 + 10_000];
    System.arraycopy(Session.hex("16 0303 2710 0b00270c"), 0, message, 0, 9);
    for (int i = 0; i < 50; i++) {
      session.server(message);
    }
    List<Event.Handshake> all = session.conversation().all(Event.Handshake.class).toList();
    assertEquals(50, all.size());
    assertTrue(all.get(0).complete());
    assertFalse(all.get(49).complete());
    assertEquals(RecordContents.HANDSHAKE_ROOM, all.stream().mapToInt(one -> one.body().length).sum());
  }

  @Test
  void handsOverWhatEndsAndKeepsNothing() {
    List<Conversation> over = new ArrayList<>();
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog(), 1 << 20, over::add);
    Stream.of(worked(), failed()).forEach(tape -> tape.play(recorder));
    assertEquals(2, over.size());
    assertEquals(List.of(), recorder.conversations());
  }

  @Test
  void remembersWhatNamesWereResolvedTo() throws Exception {
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog());
    InetAddress address = InetAddress.getByName("192.0.2.7");
    for (int i = 0; i < 10_000; i++) {
      recorder.resolved("host-" + i + ".example", address);
    }
    assertEquals(4096, recorder.names().size());
    assertEquals(4096, recorder.namesOf(address).size());
    assertEquals(List.of(), recorder.namesOf(InetAddress.getByName("192.0.2.8")));
  }
}
