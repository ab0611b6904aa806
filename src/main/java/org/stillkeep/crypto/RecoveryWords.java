package org.stillkeep.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A recovery key on paper: the 24 English words of BIP-39 for 256 bits of entropy. The entropy is the key itself; there is no
 * passphrase and no derivation.
 *
 * <pre>
 *   key (256 bits) || first byte of SHA-256(key) (8 bits)  =  24 numbers of 11 bits, each the place of a word in the list
 * </pre>
 */
public final class RecoveryWords {

  /** Words in a recovery key. */
  public static final int COUNT = 24;

  private static final int BITS_PER_WORD = 11;
  private static final int HEX_DIGITS = 2 * CryptoKey.BYTES;

  /** That of all scripts: a copied no-break space looks like any other. */
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** Byte order marks, soft hyphens and their like. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  /** No piece of nothing, and no number as lists of words are printed with. */
  private static final Predicate<String> IS_WORD = Pattern.compile("([0-9]{1,2}[.)]?)?").asMatchPredicate().negate();

  /** In alphabetical order. */
  private static final List<String> LIST = readList();

  private RecoveryWords() {}

  /** The words of a key, which are as secret as the key. */
  public static List<String> of(CryptoKey recoveryKey) {
    byte[] key = recoveryKey.copyBytes();
    byte[] bits = Arrays.copyOf(key, key.length + 1);
    bits[key.length] = checksum(key);
    List<String> words = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      words.add(LIST.get(wordNumber(bits, i)));
    }
    Arrays.fill(key, (byte) 0);
    Arrays.fill(bits, (byte) 0);
    return List.copyOf(words);
  }

  /**
   * The key that was written down, as its words or, as older programs showed it, as 64 hexadecimal digits. Case and the
   * amount and kind of white space do not matter, nor do characters that cannot be seen, nor numbers before the words.
   *
   * @throws RecoveryWordsException when the words are no key
   */
  public static CryptoKey parse(CharSequence wordsOr64Hex) throws RecoveryWordsException {
    String text = INVISIBLE.matcher(wordsOr64Hex).replaceAll("").toLowerCase(Locale.ROOT);
    String[] words = WHITE_SPACE.splitAsStream(text).filter(IS_WORD).toArray(String[]::new);
    if (words.length == 1 && words[0].length() == HEX_DIGITS && words[0].chars().allMatch(HexFormat::isHexDigit)) {
      return keyOf(HexFormat.of().parseHex(words[0]));
    }
    if (words.length != COUNT) {
      throw RecoveryWordsException.wordCount(words.length);
    }
    return keyOf(entropy(words));
  }

  private static byte[] entropy(String[] words) throws RecoveryWordsException {
    byte[] bits = new byte[CryptoKey.BYTES + 1];
    try {
      for (int i = 0; i < COUNT; i++) {
        int number = Collections.binarySearch(LIST, words[i]);
        if (number < 0) {
          throw RecoveryWordsException.unknownWord(i + 1);
        }
        putWordNumber(bits, i, number);
      }
      byte[] key = Arrays.copyOf(bits, CryptoKey.BYTES);
      if (checksum(key) != bits[CryptoKey.BYTES]) {
        throw RecoveryWordsException.checksum();
      }
      return key;
    } finally {
      Arrays.fill(bits, (byte) 0);
    }
  }

  private static CryptoKey keyOf(byte[] ownBytes) {
    CryptoKey key = CryptoKey.copyOf(ownBytes);
    Arrays.fill(ownBytes, (byte) 0);
    return key;
  }

  private static int wordNumber(byte[] bits, int word) {
    int number = 0;
    for (int bit = word * BITS_PER_WORD; bit < (word + 1) * BITS_PER_WORD; bit++) {
      number = number << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
    }
    return number;
  }

  private static void putWordNumber(byte[] bits, int word, int number) {
    for (int i = 0; i < BITS_PER_WORD; i++) {
      int bit = word * BITS_PER_WORD + i;
      bits[bit / 8] |= (byte) ((number >> (BITS_PER_WORD - 1 - i) & 1) << (7 - bit % 8));
    }
  }

  private static byte checksum(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key)[0];
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<String> readList() {
    try (InputStream resource = RecoveryWords.class.getResourceAsStream("bip39-english.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
