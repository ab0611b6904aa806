package org.stillkeep.library;

/** Sees cleartext pass by while it is sealed, so that it need not be read twice. */
public interface ByteObserver {

  /** Looks away. */
  ByteObserver NONE = (half, bytes, offset, length) -> {};

  /**
   * Sees the next bytes of one half, in order, on the thread that seals. The array is only lent, and must not be changed.
   */
  void saw(Half half, byte[] bytes, int offset, int length);
}
