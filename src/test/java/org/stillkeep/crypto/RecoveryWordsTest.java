package org.stillkeep.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.RecoveryWordsException.Problem;
import org.stillkeep.crypto.Vectors.Case;

class RecoveryWordsTest {

  static Stream<Case> cases() {
    return Vectors.read("bip39-recovery-key").all("cases");
  }

  static Stream<Case> mustFail() {
    return Vectors.read("bip39-recovery-key").all("mustFail");
  }

  @Test
  void theListIsTheOneOfBip39() throws IOException, GeneralSecurityException {
    byte[] list;
    try (InputStream resource = RecoveryWords.class.getResourceAsStream("bip39-english.txt")) {
      list = resource.readAllBytes();
    }
    assertThat(new String(list, US_ASCII).lines()).hasSize(2048).isSorted();
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list)))
        .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aKeyBecomesItsWords(Case each) {
    assertThat(RecoveryWords.of(each.key("recoveryKeyB64"))).isEqualTo(List.of(each.text("mnemonic").split(" ")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theWordsBecomeTheirKey(Case each) throws RecoveryWordsException {
    assertThat(RecoveryWords.parse(each.text("mnemonic")).copyBytes()).isEqualTo(each.base64("recoveryKeyB64"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOlderHexadecimalFormIsReadToo(Case each) throws RecoveryWordsException {
    String hex = each.text("recoveryKeyHex");
    byte[] expected = each.base64("recoveryKeyB64");
    assertThat(RecoveryWords.parse("\n" + hex + " ").copyBytes()).isEqualTo(expected);
    assertThat(RecoveryWords.parse(hex.toUpperCase(Locale.ROOT)).copyBytes()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void caseAndWhiteSpaceDoNotMatter(Case each) throws RecoveryWordsException {
    String typed = "  " + each.text("mnemonic").toUpperCase(Locale.ROOT).replace(" ", " \n\t ") + "\r\n";
    assertThat(RecoveryWords.parse(typed).copyBytes()).isEqualTo(each.base64("recoveryKeyB64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", " \u00a0", "\u202f", "\u3000", "\u0085", "\u2028", "\r\n\r\n", "\u200b "})
  void theSpacesOfWebPagesAndWordProcessorsAreSpaces(String space) throws RecoveryWordsException {
    Case each = cases().findFirst().orElseThrow();
    String words = "\ufeff" + space + each.text("mnemonic").replace(" ", space) + space;
    assertThat(RecoveryWords.parse(words).copyBytes()).isEqualTo(each.base64("recoveryKeyB64"));
    String hex = space + each.text("recoveryKeyHex") + space;
    assertThat(RecoveryWords.parse(hex).copyBytes()).isEqualTo(each.base64("recoveryKeyB64"));
  }

  @ParameterizedTest
  @MethodSource("mustFail")
  void refusesWhatBip39Refuses(Case each) {
    int words = each.text("mnemonic").split(" ").length;
    assertProblem(each.text("mnemonic"), words == RecoveryWords.COUNT ? Problem.CHECKSUM : Problem.WORD_COUNT, words % 24);
  }

  @Test
  void anUnknownWordIsNamedByItsPlaceOnly() {
    String words = "abandon ".repeat(6) + "sesame " + "abandon ".repeat(16) + "art";
    RecoveryWordsException failure = assertProblem(words, Problem.UNKNOWN_WORD, 7);
    assertThat(failure).hasMessageContaining("7").message().doesNotContain("sesame").doesNotContain("abandon");
  }

  @Test
  void numbersBeforeTheWordsAreNotRead() throws RecoveryWordsException {
    List<String> words = RecoveryWords.of(CryptoKey.copyOf(new byte[32]));
    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      printed.append(i + 1).append(". ").append(words.get(i)).append(i % 4 == 3 ? "\n" : "   ");
    }
    assertThat(RecoveryWords.parse(printed).copyBytes()).isEqualTo(new byte[32]);
  }

  @Test
  void nothingAndTooMuchAreNoKey() {
    assertProblem("", Problem.WORD_COUNT, 0);
    assertProblem(" \t ", Problem.WORD_COUNT, 0);
    assertProblem("zoo ".repeat(25), Problem.WORD_COUNT, 25);
    assertProblem("0".repeat(63), Problem.WORD_COUNT, 1);
    assertProblem("g".repeat(64), Problem.WORD_COUNT, 1);
  }

  private static RecoveryWordsException assertProblem(String words, Problem problem, int number) {
    return assertThatExceptionOfType(RecoveryWordsException.class)
        .isThrownBy(() -> RecoveryWords.parse(words))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e.number()).isEqualTo(number))
        .actual();
  }
}
