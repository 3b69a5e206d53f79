package dev.plumbline.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Intermediate;
import dev.plumbline.vectors.RecordedConnection.Side;
import dev.plumbline.vectors.RecordedConnection.TlsRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Are the values in the golden files right? They were recorded from the client that they are there to test, so here
 * the JDK derives each again, from the entropy, the keys and the bytes on the wire.
 */
class GoldenDerivationTest {
  private static final Path GOLDEN = Path.of("golden");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWrittenAsTheSchemaAndTheWriterSay(Path file) throws IOException {
    String text = Files.readString(file);

    assertEquals(Set.of(), VectorSchema.validate(text));
    assertEquals(text, VectorFile.format(VectorFile.read(file)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyIntermediateFollowsFromItsInputs(Path file) throws IOException, GeneralSecurityException {
    HandshakeVector vector = VectorFile.read(file);
    byte[] resumedSecret = new byte[0];
    for (RecordedConnection connection : vector.connections()) {
      Map<String, byte[]> derived = new Derivation(vector.material(), connection).values(resumedSecret);
      Set<String> unexplained = new TreeSet<>();
      for (Intermediate intermediate : connection.intermediates()) {
        byte[] expected = derived.get(intermediate.point());
        if (expected == null) {
          unexplained.add(intermediate.point());
        } else {
          assertEquals(Hex.of(expected), intermediate.bytes(), intermediate.point());
        }
      }
      assertEquals(Set.of(), unexplained, "points that nothing here derives");
      resumedSecret = derived.get("MASTER_SECRET");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySignatureHolds(Path file) throws IOException, GeneralSecurityException {
    for (RecordedConnection connection : VectorFile.read(file).connections()) {
      HandshakeLog log = new HandshakeLog(connection);
      if (log.find(Side.SERVER, HandshakeLog.SERVER_KEY_EXCHANGE).isPresent()) {
        ServerShare share = ServerShare.of(log);
        byte[] signed = Jdk.concat(log.random(Side.CLIENT), log.random(Side.SERVER), share.params());
        assertTrue(Jdk.verify(log.leaf(Side.SERVER), share.scheme(), signed, share.signature()), "ServerKeyExchange");
      }
      if (log.find(Side.CLIENT, HandshakeLog.CERTIFICATE_VERIFY).isPresent()) {
        HandshakeLog.Message verify = log.get(Side.CLIENT, HandshakeLog.CERTIFICATE_VERIFY);
        ByteBuffer body = verify.body();
        int scheme = body.getShort();
        byte[] signature = HandshakeLog.opaque(body, 2);
        assertTrue(Jdk.verify(log.leaf(Side.CLIENT), scheme, log.before(verify), signature), "CertificateVerify");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyProtectedRecordIsItsPlaintextSealed(Path file) throws IOException, GeneralSecurityException {
    for (RecordedConnection connection : VectorFile.read(file).connections()) {
      int sealed = 0;
      for (Side side : Side.values()) {
        sealed += sealedRecords(connection, side);
      }
      assertFalse(sealed < 4, "two Finished, and application data both ways, are the least");
    }
  }

  private static int sealedRecords(RecordedConnection connection, Side side) throws GeneralSecurityException {
    byte[] key = connection.intermediate(side + "_WRITE_KEY").bytes();
    byte[] implicitNonce = connection.intermediate(side + "_WRITE_IV").bytes();
    int sequence = 0;
    for (Flight flight : connection.flights()) {
      for (TlsRecord tlsRecord : flight.from() == side ? flight.records() : List.<TlsRecord>of()) {
        if (tlsRecord.protection() != null) {
          assertSealed(tlsRecord, key, implicitNonce, sequence++);
        }
      }
    }
    return sequence;
  }

  private static void assertSealed(TlsRecord tlsRecord, byte[] key, byte[] implicitNonce, int sequence)
      throws GeneralSecurityException {
    byte[] bytes = tlsRecord.bytes().bytes();
    byte[] plaintext = tlsRecord.protection().plaintext().bytes();
    byte[] explicitNonce = new byte[8];
    ByteBuffer.wrap(bytes).get(5, explicitNonce);
    byte[] nonce = Jdk.concat(implicitNonce, explicitNonce);
    ByteBuffer additionalData = ByteBuffer.allocate(13).putLong(sequence).put(bytes, 0, 3);
    additionalData.putShort((short) plaintext.length);
    byte[] ciphertext = Jdk.seal(key, nonce, additionalData.array(), plaintext);
    ByteBuffer header = ByteBuffer.allocate(5).put(bytes, 0, 3).putShort((short) (8 + ciphertext.length));
    assertEquals(Hex.of(Jdk.concat(header.array(), explicitNonce, ciphertext)), tlsRecord.bytes());
    assertEquals(sequence, tlsRecord.protection().sequence());
    assertEquals(Hex.of(nonce), tlsRecord.protection().nonce());
    assertEquals(Hex.of(additionalData.array()), tlsRecord.protection().additionalData());
  }
}
