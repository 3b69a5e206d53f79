package dev.plumbline.engine.sce;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.SecretBytes;

/**
 * A key share whose agreements are counted. The glue keeps its operands in its own RAM context, so memory has no say
 * here.
 */
record MeteredShare(Primitives.KeyShare share, OperationMeter meter) implements Primitives.KeyShare {
  @Override
  public NamedGroup group() {
    return share.group();
  }

  @Override
  public void publicPoint(byte[] out, int offset) {
    share.publicPoint(out, offset);
  }

  @Override
  public SecretBytes agree(Primitives.PublicPoint theirs) throws PeerRejected, EngineException {
    meter.count(Operation.ECDH, 1);
    return share.agree(theirs);
  }

  @Override
  public void close() {
    share.close();
  }
}
