package org.stillkeep.crypto;

import java.io.IOException;

/** Ciphertext that cannot be opened. Says in which way, and nothing about keys or content. */
public final class CiphertextException extends IOException {

  private static final long serialVersionUID = 1L;

  /** In which way ciphertext failed. */
  public enum Reason {
    /**
     * The first message does not authenticate. Either the key (or nonce, or header) is not the one it was sealed with, or its
     * beginning was changed: cryptographically the two are the same.
     */
    WRONG_KEY("does not open with this key, or its beginning was changed"),
    /** The beginning is authentic, so the key is right, but something after it was changed. */
    TAMPERED("was changed after it was sealed"),
    /** What is there is authentic, but it stops before its end. */
    TRUNCATED("ends too early"),
    /** It is authentic up to its end, and then more follows. */
    TRAILING_DATA("goes on after its end"),
    /** Its size, or that of its nonce or header, is one that sealing never makes. */
    MALFORMED("has an impossible form");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;

  /** Ciphertext that failed in this way. */
  public CiphertextException(Reason reason) {
    super("the ciphertext " + reason.words);
    this.reason = reason;
  }

  /** In which way the ciphertext failed. */
  public Reason reason() {
    return reason;
  }
}
