package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much room an account has, whatever numbers a server says. */
class AccountDetailsTest {

  private static final long MOST = Long.MAX_VALUE;

  @Test
  void aBonusOnTopOfAllRoomThereIsAddsNothing() throws IOException {
    AccountDetails details = read("{\"usage\": 5, \"storageBonus\": 10, \"subscription\": {\"storage\": " + MOST + "}}");

    assertThat(details.totalBytes()).isEqualTo(MOST);
    assertThat(details.freeBytes()).isEqualTo(MOST - 5);
  }

  @Test
  void aFamilyThatUsesMoreThanCanBeCountedHasNoRoomLeft() throws IOException {
    String members = "[{\"usage\": " + MOST + "}, {\"usage\": " + MOST + "}, {\"usage\": 7}]";
    AccountDetails details =
        read("{\"usage\": 5, \"subscription\": {\"storage\": 9}, \"familyData\": {\"storage\": 1000, \"members\": " + members + "}}");

    assertThat(details.usedBytes()).isEqualTo(MOST);
    assertThat(details.freeBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"usage\": -1, \"subscription\": {\"storage\": 9}}",
        "{\"usage\": 1, \"subscription\": {\"storage\": -9223372036854775808}}",
        "{\"usage\": 1, \"storageBonus\": -5, \"subscription\": {\"storage\": 9}}",
        "{\"usage\": 1, \"fileCount\": -5, \"subscription\": {\"storage\": 9}}",
        "{\"usage\": 1, \"subscription\": {\"storage\": 9}, \"familyData\": {\"storage\": -2, \"members\": []}}",
        "{\"usage\": 1, \"subscription\": {\"storage\": 9}, \"familyData\": {\"storage\": 2, \"members\": [{\"usage\": -3}]}}",
      })
  void lessThanNothingIsRefused(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(ApiException.class).hasMessageContaining("is negative");
  }

  private static AccountDetails read(String json) throws IOException {
    return AccountDetails.of(new Answer((ObjectNode) new ObjectMapper().readTree(json), "/users/details/v2"));
  }
}
