package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.tls.wire.HandshakeMessage;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.RawMessage;
import dev.plumbline.tls.wire.Reception;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds what a server sent against what a device has room for. Stateless. */
public final class DeviceLimits {
  private static final String RECORD = "receive record";
  private static final String PACKET_BUFFER = "packet buffer";

  private DeviceLimits() {}

  /**
   * The limits that were exceeded, in the order in which the device would meet them; each with the number that would
   * do.
   */
  public static List<LimitExceeded> exceeded(DeviceProfile profile, Observed observed) {
    Buffers buffers = profile.buffers();
    List<LimitExceeded> exceeded = new ArrayList<>();
    record(buffers, observed, exceeded);
    if (observed.mostRecordsPerMessage() > 1 && !buffers.reassembly()) {
      exceeded.add(
          new LimitExceeded(
              "records per handshake message", 1, observed.mostRecordsPerMessage(), "message-fragmented",
              "a handshake message came in " + observed.mostRecordsPerMessage()
                  + " records, and this stack does not put it together; one record would do"));
    }
    if (observed.largestMessage() > buffers.handshakeMessage()) {
      exceeded.add(
          new LimitExceeded(
              "handshake message", buffers.handshakeMessage(), observed.largestMessage(), "message-too-long",
              "a handshake message of " + observed.largestMessage() + " bytes; the device takes "
                  + buffers.handshakeMessage()));
    }
    certificates(buffers, observed, exceeded);
    return exceeded;
  }

  /** The limits that a client would not keep of itself, for a client that shall fail where the device does. */
  public static Reception reception(DeviceProfile profile) {
    return (message, records) ->
        exceeded(profile, observed(message, records)).stream()
            .findFirst()
            .map(limit -> new Reception.Refusal(limit.situation(), limit.sentence()));
  }

  private static Observed observed(RawMessage message, int records) {
    if (message.type() != HandshakeType.CERTIFICATE) {
      return new Observed(0, message.length(), 0, List.of(), records);
    }
    int body = message.offset() + HandshakeMessage.HEADER_LENGTH;
    List<Integer> sizes =
        FlightMeter.sizes(Arrays.copyOfRange(message.array(), body, message.offset() + message.length()));
    return new Observed(0, message.length(), message.length(), sizes, records);
  }

  private static void record(Buffers buffers, Observed observed, List<LimitExceeded> exceeded) {
    boolean packet = buffers.packetBuffer() != 0 && buffers.packetBuffer() < buffers.receiveRecord();
    int limit = packet ? buffers.packetBuffer() : buffers.receiveRecord();
    int largest = observed.largestRecord();
    if (largest > limit) {
      exceeded.add(
          new LimitExceeded(
              packet ? PACKET_BUFFER : RECORD, limit, largest, "record-too-long",
              "a record of " + largest + " bytes; the " + (packet ? PACKET_BUFFER : "receive buffer") + " holds "
                  + limit));
    }
  }

  /**
   * NetX Secure puts the certificates that it parsed into the packet buffer, behind the message that they came in: it
   * needs room for the message and a structure for each certificate, and for the message, one structure and the leaf.
   */
  private static void certificates(Buffers buffers, Observed observed, List<LimitExceeded> exceeded) {
    if (buffers.packetBuffer() == 0 || observed.certificates().isEmpty()) {
      return;
    }
    int needed = packetBufferFor(buffers, observed);
    int count = observed.certificates().size();
    if (needed > buffers.packetBuffer()) {
      exceeded.add(
          new LimitExceeded(
              PACKET_BUFFER, buffers.packetBuffer(), needed, "packet-buffer-certificates",
              "a Certificate message of " + observed.certificateMessage() + " bytes with " + count
                  + (count == 1 ? " certificate of " : " certificates, the first of ") + observed.certificates().get(0)
                  + " bytes needs a packet buffer of " + needed + " bytes; it has " + buffers.packetBuffer()));
    }
  }

  /** The smallest packet buffer that takes these certificates. */
  public static int packetBufferFor(Buffers buffers, Observed observed) {
    int message = observed.certificateMessage();
    int structures = message + observed.certificates().size() * buffers.certificateStructure();
    int withLeaf = message + buffers.certificateStructure() + observed.certificates().get(0);
    return Math.max(structures, withLeaf);
  }
}
