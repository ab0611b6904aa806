package org.stillkeep.crypto;

/** Words that are no recovery key. Says which word is at fault by its place, never by its letters. */
public final class RecoveryWordsException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the words. */
  public enum Problem {
    /** There are not 24 words, nor 64 hexadecimal digits. */
    WORD_COUNT,
    /** One is not in the list of words. */
    UNKNOWN_WORD,
    /** Each is in the list, but together they are no key: one is wrong, or two are swapped. */
    CHECKSUM
  }

  private final Problem problem;
  private final int number;

  private RecoveryWordsException(Problem problem, int number, String message) {
    super(message);
    this.problem = problem;
    this.number = number;
  }

  static RecoveryWordsException wordCount(int count) {
    return new RecoveryWordsException(
        Problem.WORD_COUNT, count, "a recovery key has " + RecoveryWords.COUNT + " words, not " + count);
  }

  static RecoveryWordsException unknownWord(int position) {
    return new RecoveryWordsException(
        Problem.UNKNOWN_WORD, position, "word " + position + " is not in the list of recovery words");
  }

  static RecoveryWordsException checksum() {
    return new RecoveryWordsException(
        Problem.CHECKSUM, 0, "each word is in the list, but together they are no recovery key");
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** For WORD_COUNT, how many words there are; for UNKNOWN_WORD, which one it is, counted from 1; else 0. */
  public int number() {
    return number;
  }
}
