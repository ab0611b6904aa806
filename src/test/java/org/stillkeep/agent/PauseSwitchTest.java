package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.faults.Covers;

class PauseSwitchTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Catalog catalog = Catalog.inMemory();

  @AfterEach
  void close() {
    catalog.close();
  }

  private PauseSwitch at(Instant now) {
    return new PauseSwitch(catalog.settings(), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  @Covers("F68")
  void aRequestHoldsAtOnceAndAGrantSurvivesARestart() {
    PauseSwitch pause = at(NOW);
    pause.request();
    assertThat(pause.isPaused()).isTrue();
    assertThat(at(NOW).isPaused()).isFalse();

    pause.pause(Optional.empty());

    assertThat(at(NOW).isPaused()).isTrue();
    assertThat(at(NOW).isOver()).isFalse();
  }

  @Test
  void aRequestThatWasNotedSurvivesBeforeItIsGranted() {
    Instant end = NOW.plus(Duration.ofHours(2));
    PauseSwitch pause = at(NOW);
    pause.request();
    assertThat(pause.isKept()).isFalse();
    pause.noteRequest(Optional.of(end));

    assertThat(pause.isKept()).isTrue();
    assertThat(at(NOW).isKept()).isTrue();
    assertThat(at(NOW).isPaused()).isTrue();
    assertThat(at(NOW).until()).contains(end);
  }

  @Test
  void aPauseWithAnEndIsOverThenAlsoAfterARestart() {
    Instant end = NOW.plus(Duration.ofHours(2));
    PauseSwitch pause = at(NOW);
    pause.request();
    pause.pause(Optional.of(end));

    assertThat(pause.isOver()).isFalse();
    assertThat(at(end.minusMillis(1)).isOver()).isFalse();
    assertThat(at(end).isOver()).isTrue();
    assertThat(at(end).until()).contains(end);
  }

  @Test
  void aResumeDoesNotEndAPauseThatWasAskedForAfterIt() {
    PauseSwitch pause = at(NOW);
    pause.request();
    pause.pause(Optional.empty());

    pause.request();
    pause.resume();

    assertThat(pause.isPaused()).isTrue();
    pause.pause(Optional.empty());
    pause.resume();
    assertThat(pause.isPaused()).isFalse();
    assertThat(at(NOW).isPaused()).isFalse();
  }

  @Test
  void aPauseHoldsEvenIfTheCatalogCannotKeepIt() {
    PauseSwitch pause = at(NOW);
    pause.request();
    catalog.close();

    assertThatThrownBy(() -> pause.pause(Optional.empty())).isInstanceOf(CatalogException.class);

    assertThat(pause.isPaused()).isTrue();
  }
}
