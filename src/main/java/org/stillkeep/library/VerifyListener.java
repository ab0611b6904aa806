package org.stillkeep.library;

/** Hears how a verification goes on, on the thread that verifies. */
public interface VerifyListener {

  /** Hears nothing. */
  VerifyListener NONE =
      new VerifyListener() {
        @Override
        public void checked(long assets, long ofAssets, long bytesRead) {}

        @Override
        public void found(VerifyFinding finding) {}
      };

  /** So many assets have been looked at, and so many bytes of content have been decrypted and hashed. */
  void checked(long assets, long ofAssets, long bytesRead);

  /** Something is wrong. */
  void found(VerifyFinding finding);
}
