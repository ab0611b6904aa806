package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

class InboxWatcherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(500);

  @TempDir Path folder;
  private Path inbox;
  private final AtomicInteger hints = new AtomicInteger();

  @BeforeEach
  void makeInbox() throws IOException {
    inbox = Files.createDirectory(folder.resolve("inbox"));
  }

  private InboxWatcher watch() {
    InboxWatcher watcher = InboxWatcher.start(List.of(inbox), hints::incrementAndGet, SOON);
    awaitArmed(watcher);
    return watcher;
  }

  private void awaitArmed(InboxWatcher watcher) {
    await().atMost(PATIENCE).until(() -> watcher.unwatched().isEmpty());
    awaitHintAfter(0);
  }

  private void awaitHintAfter(int before) {
    await().atMost(PATIENCE).until(() -> hints.get() > before);
  }

  @Test
  void aNewFileAndARenameGiveHints() throws IOException {
    try (InboxWatcher watcher = watch()) {
      assertThat(watcher.unwatched()).isEmpty();
      int before = hints.get();
      Path loading = Files.write(inbox.resolve("a.zip.part"), new byte[10]);
      awaitHintAfter(before);
      before = hints.get();
      Files.move(loading, inbox.resolve("a.zip"));
      awaitHintAfter(before);
    }
  }

  @Test
  void aBurstOfEventsIsFewHints() throws IOException {
    try (InboxWatcher watcher = watch()) {
      assertThat(watcher.unwatched()).isEmpty();
      int before = hints.get();
      for (int i = 0; i < 2000; i++) {
        Files.write(inbox.resolve(i + ".jpg"), new byte[1]);
      }
      awaitHintAfter(before);
      assertThat(hints.get() - before).isLessThan(500);
    }
  }

  @Test
  @Covers("F42")
  void afterTheSystemDroppedEventsItIsLookedAgainAndWatchedOn() throws IOException {
    try (InboxWatcher watcher = watch()) {
      int before = hints.get();
      // The JDK keeps 512 events for a folder that nobody has fetched; these come faster than that.
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      for (int i = 0; i < 3000; i++) {
        Files.createFile(elsewhere.resolve(i + ".jpg"));
      }
      for (int i = 0; i < 3000; i++) {
        Files.move(elsewhere.resolve(i + ".jpg"), inbox.resolve(i + ".jpg"));
      }
      awaitHintAfter(before);
      await().atMost(PATIENCE).pollDelay(Duration.ofSeconds(2)).until(() -> watcher.unwatched().isEmpty());
      int last = hints.get();
      Files.write(inbox.resolve("a.zip"), new byte[1]);
      awaitHintAfter(last);
    }
  }

  @Test
  @Covers("F43")
  void aFolderThatIsDeletedAndMadeAnewIsWatchedAgain() throws IOException {
    try (InboxWatcher watcher = watch()) {
      Files.delete(inbox);
      await().atMost(PATIENCE).until(() -> watcher.unwatched().equals(List.of(inbox)));
      int before = hints.get();
      Files.createDirectory(inbox);
      await().atMost(PATIENCE).until(() -> watcher.unwatched().isEmpty());
      awaitHintAfter(before);
      before = hints.get();
      Files.write(inbox.resolve("a.zip"), new byte[1]);
      awaitHintAfter(before);
    }
  }

  @Test
  @Covers("F43")
  void aFolderThatIsMovedAwayAndReplacedIsWatchedInItsNewForm() throws IOException {
    try (InboxWatcher watcher = watch()) {
      int before = hints.get();
      Files.move(inbox, folder.resolve("old"));
      Files.createDirectory(inbox);
      awaitHintAfter(before);
      // Arming gives a hint of its own; only writes that are followed by hints again and again show that it watches.
      AtomicInteger answered = new AtomicInteger();
      AtomicInteger last = new AtomicInteger(hints.get());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                boolean hinted = hints.get() > last.getAndSet(hints.get());
                Files.write(inbox.resolve("a.zip"), new byte[answered.get() + 1]);
                return hinted && answered.incrementAndGet() >= 4 && watcher.unwatched().isEmpty();
              });
    }
  }

  @Test
  void aMissingFolderIsWatchedOnceItIsThere() throws IOException {
    Files.delete(inbox);
    try (InboxWatcher watcher = InboxWatcher.start(List.of(inbox), hints::incrementAndGet, SOON)) {
      assertThat(watcher.unwatched()).containsExactly(inbox);
      Files.createDirectory(inbox);
      awaitArmed(watcher);
    }
  }

  @Test
  void anAnswerThatFailsDoesNotEndTheWatch() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Runnable failing =
        () -> {
          calls.incrementAndGet();
          throw new IllegalStateException("on purpose");
        };
    try (InboxWatcher watcher = InboxWatcher.start(List.of(inbox), failing)) {
      await().atMost(PATIENCE).until(() -> watcher.unwatched().isEmpty() && calls.get() > 0);
      int before = calls.get();
      Files.write(inbox.resolve("a.zip"), new byte[1]);
      await().atMost(PATIENCE).until(() -> calls.get() > before);
    }
  }

  @Test
  void closingEndsItsThreads() {
    watch().close();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("stillkeep-inbox")));
  }
}
