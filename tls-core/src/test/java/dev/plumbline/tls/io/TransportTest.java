package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the socket's errors are taken for. */
class TransportTest {
  private final List<String> told = new ArrayList<>();

  private final class Listener implements Tap {
    @Override
    public void sent(byte[] array, int offset, int length) {
      told.add("sent");
    }

    @Override
    public void received(byte[] array, int offset, int length) {
      told.add("received");
    }

    @Override
    public void sentEnd() {
      told.add("sent end");
    }

    @Override
    public void receivedEnd() {
      told.add("received end");
    }

    @Override
    public void receivedReset() {
      told.add("received reset");
    }
  }

  /** A socket at its end, whose writes fail in this way, if in any. */
  private static Socket ended(SocketException onWrite) {
    return new Socket() {
      @Override
      public InputStream getInputStream() {
        return InputStream.nullInputStream();
      }

      @Override
      public OutputStream getOutputStream() {
        return new OutputStream() {
          @Override
          public void write(int b) throws SocketException {
            if (onWrite != null) {
              throw onWrite;
            }
          }
        };
      }
    };
  }

  /** Linux tells a reset once: to the write that comes first. The read after it sees an end, as if it were orderly. */
  @Test
  void anEndAfterAWriteThatFailedIsAReset() throws Exception {
    SocketException broken = new SocketException("Connection reset by peer");
    Transport transport = new Transport(ended(broken), new Listener());
    transport.outbound().put((byte) 1);
    assertSame(broken, assertThrows(SocketException.class, transport::write));
    assertFalse(transport.fill());
    assertSame(broken, transport.reset().orElseThrow());
    assertEquals(List.of("sent", "received reset"), told);
  }

  @Test
  void anEndAfterAWriteThatWentOutIsAnEnd() throws Exception {
    Transport transport = new Transport(ended(null), new Listener());
    transport.outbound().put((byte) 1);
    transport.write();
    assertFalse(transport.fill());
    assertTrue(transport.reset().isEmpty());
    assertEquals(List.of("sent", "received end"), told);
  }
}
