package dev.plumbline.diagnose.flow;

/**
 * What reassembly may hold at most.
 *
 * @param connections open at a time; the one that was idle longest is ended for a new one
 * @param lingering closed connections of which late packets are still told
 * @param remembered connections that are over, kept so that a stray packet of theirs opens no new one
 * @param connectionBytes waiting for bytes before them, for one side of one connection
 * @param totalBytes waiting, for all connections
 */
record FlowLimits(int connections, int lingering, int remembered, int connectionBytes, int totalBytes) {
  static final FlowLimits DEFAULT = new FlowLimits(FlowAssembler.MAX_CONNECTIONS, 1024, 16_384, 1 << 20, 32 << 20);
}
