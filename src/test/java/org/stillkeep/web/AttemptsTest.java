package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final InetAddress OWNER = address("192.168.1.2");
  private static final InetAddress GUESSER = address("192.168.1.66");

  private long nowNanos = -5;
  private final Attempts attempts = new Attempts(() -> nowNanos);

  @Test
  void whoGuessesDoesNotShutOutTheOwner() throws Exception {
    for (int i = 0; i < 15; i++) {
      guess(GUESSER);
      pass(Duration.ofMinutes(16));
    }
    guess(GUESSER);
    pass(Duration.ofSeconds(9));
    assertThatThrownBy(() -> attempts.begin(GUESSER)).hasMessageContaining("too soon")
        .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.hint()).isEqualTo("try again in 15 minutes"));
    attempts.begin(OWNER);
    attempts.right(OWNER);
    assertThatThrownBy(() -> attempts.begin(GUESSER)).as("the owner's success is not the guesser's").isInstanceOf(Refusal.class);
  }

  @Test
  void manyWhoGuessTogetherGetNoFurtherThanOneEverySomeSeconds() throws Exception {
    int guesses = 0;
    for (int second = 0; second < 3600; second++) {
      for (int client = 0; client < 300; client++) {
        guesses += tryGuess(address("10.0." + second % 100 + "." + client % 256));
      }
      pass(Duration.ofSeconds(1));
    }
    assertThat(guesses).isBetween(100, 3600 / 8 + 10);
  }

  @Test
  void anIpv6ClientIsItsNetwork() throws Exception {
    for (int i = 1; i <= 5; i++) {
      guess(address("fd00:1:2:3::" + i));
      pass(Duration.ofSeconds(20));
    }
    guess(address("fd00:1:2:3::99"));
    pass(Duration.ofSeconds(10));
    assertThatThrownBy(() -> attempts.begin(address("fd00:1:2:3:4:5:6:7"))).isInstanceOf(Refusal.class);
    assertThatCode(() -> attempts.begin(address("fd00:1:2:4::1"))).doesNotThrowAnyException();
  }

  private void guess(InetAddress from) throws Refusal {
    attempts.begin(from);
    attempts.wrong(from);
  }

  private int tryGuess(InetAddress from) {
    try {
      guess(from);
      return 1;
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(429);
      return 0;
    }
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
