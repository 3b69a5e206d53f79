package dev.plumbline.engine.device;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;

/** Judges the operands of a verb by an engine's memory rules before the engine sees them. */
public interface OperandGuard {
  /** Admits every operand as it is. */
  OperandGuard NONE =
      new OperandGuard() {
        @Override
        public CryptoView admit(CryptoView operand) {
          return operand;
        }

        @Override
        public void requireApart(CryptoView input, CryptoView output) {}
      };

  /**
   * What the engine may work on: the operand itself, or a copy that obeys the rules.
   *
   * @throws EngineException with {@code BAD_BUFFER} if the rules are broken and no copy is made
   */
  CryptoView admit(CryptoView operand) throws EngineException;

  /** Refuses an output that lies over its input, where the rules say so. */
  void requireApart(CryptoView input, CryptoView output) throws EngineException;
}
