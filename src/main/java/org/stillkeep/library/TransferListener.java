package org.stillkeep.library;

/** Hears how far the transfer of a library has come; called by one thread at a time, but not always by the same. */
public interface TransferListener {

  /** Hears nothing. */
  TransferListener NONE =
      new TransferListener() {
        @Override
        public void planned(long assets, long bytes) {}

        @Override
        public void moved(long assets, long bytes) {}
      };

  /** How much there is in all: assets, the trash included, and bytes of sealed content. */
  void planned(long assets, long bytes);

  /** How many assets have been dealt with so far, and how many bytes of sealed content were sent for them. */
  void moved(long assets, long bytes);
}
