package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

class PendingTest {

  private final IOException diskFailed = new IOException("Input/output error");

  @TempDir Path folder;
  private Path target;
  private final FaultyDisk disk = new FaultyDisk();

  @BeforeEach
  void anOldVersionIsThere() throws IOException {
    target = folder.resolve("photo.jpg");
    Files.writeString(target, "old");
  }

  @Test
  @Covers("F10")
  void whatIsForcedEarlyIsForcedOnceMoreByTheCommitAndNeverAfterAFailure() throws IOException {
    try (Pending pending = begin()) {
      write(pending, "new");
      pending.force();
      assertThat(target).hasContent("old");
      pending.commit();
    }
    assertThat(disk.calls).containsExactly("create", "force", "force", "rename", "forceDirectory");
    disk.failing("force", 1, diskFailed);
    try (Pending pending = begin()) {
      write(pending, "newer");
      assertThatIOException().isThrownBy(pending::force).isSameAs(diskFailed);
      assertThatIOException().isThrownBy(pending::force).withMessageContaining("failed before");
      assertThatIOException().isThrownBy(pending::commit).withMessageContaining("failed before");
    }
    assertThat(target).hasContent("new");
  }

  @Test
  @Covers("P10")
  void contentIsForcedBeforeItIsDatedAndDatedBeforeItIsSeen() throws IOException {
    FileTime taken = FileTime.from(Instant.parse("1999-07-31T10:00:00Z"));
    try (Pending pending = begin()) {
      write(pending, "new");
      pending.setModifiedTime(taken);
      assertThat(target).hasContent("old");
      assertThat(pending.commit()).isEqualTo(taken);
    }
    assertThat(disk.calls).containsExactly("create", "force", "setModifiedTime", "rename", "forceDirectory");
    assertThat(target).hasContent("new");
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(taken);
    assertOnlyTheTargetIsThere();
  }

  @Test
  void aLargeFileIsForcedAsItGrowsSoThatTheLastForceIsQuick() throws IOException {
    byte[] piece = new byte[Pending.FORCE_EVERY_BYTES / 4];
    try (Pending pending = begin()) {
      for (int i = 0; i < 11; i++) {
        pending.body().write(piece);
      }
      assertThat(disk.calls).containsExactly("create", "force", "force");
      pending.commit();
    }
    assertThat(target).hasSize(11L * piece.length);
  }

  @Test
  @Covers("F10")
  void f10AfterAFailedForceOfAPieceTheFileIsBroken() throws IOException {
    disk.failing("force", 1, diskFailed);
    try (Pending pending = begin()) {
      assertThatIOException().isThrownBy(() -> pending.body().write(new byte[Pending.FORCE_EVERY_BYTES])).isSameAs(diskFailed);
      assertThatIOException().isThrownBy(pending::commit);
    }
    assertThat(disk.calls).containsOnlyOnce("force").doesNotContain("rename", "link");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void withoutACommitTheOldVersionStaysAndNoTraceIsLeft() throws IOException {
    try (Pending pending = begin()) {
      write(pending, "half of the ne");
    }
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  @Covers("F10")
  void f10AfterAFailedForceThereIsNoSecondOne() throws IOException {
    disk.failing("force", 1, diskFailed);
    try (Pending pending = begin()) {
      write(pending, "new");
      assertThatIOException().isThrownBy(pending::commit).isSameAs(diskFailed);
      assertThatIllegalStateException().isThrownBy(pending::commit);
      assertThatIllegalStateException().isThrownBy(pending::commitNew);
    }
    assertThat(disk.calls).containsOnlyOnce("force").doesNotContain("rename", "link");
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void aWriteThatFailedUnnoticedCannotBeCommitted() throws IOException {
    try (Pending pending = begin()) {
      assertThatThrownBy(() -> pending.body().write(new byte[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatIOException().isThrownBy(pending::commit);
    }
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  @Covers("F21")
  void f21ATargetThatIsHeldOpenIsWaitedForAndNeverDeleted() throws IOException {
    disk.failing("rename", 7, new AccessDeniedException(target.toString()));
    try (Pending pending = begin()) {
      write(pending, "new");
      pending.commit();
    }
    assertThat(target).hasContent("new");
    assertThat(disk.calls).doesNotContain("delete").filteredOn("rename"::equals).hasSize(8);
    assertThat(disk.pausedMillis).isEqualTo(50 + 100 + 200 + 400 + 800 + 1600 + 3200);
  }

  @Test
  @Covers("F21")
  void f21AfterAMinuteTheOldVersionIsLeftInPeace() throws IOException {
    AccessDeniedException held = new AccessDeniedException(target.toString());
    disk.failing("rename", 1000, held);
    try (Pending pending = begin()) {
      write(pending, "new");
      assertThatIOException().isThrownBy(pending::commit).isInstanceOf(HeldOpenException.class).withCause(held);
    }
    assertThat(disk.pausedMillis).isBetween(Patience.MOST_MILLIS, Patience.MOST_MILLIS + 5_000);
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void waitingForAHeldTargetStopsWhenAsked() throws IOException {
    disk.failing("rename", 1000, new AccessDeniedException(target.toString()));
    AtomicInteger pauses = new AtomicInteger();
    Patience stopped =
        new Patience(
            millis -> {
              if (pauses.incrementAndGet() > 3) {
                throw new CancellationException("stopped");
              }
            });
    try (Pending pending = begin()) {
      write(pending, "new");
      assertThatThrownBy(() -> pending.commit(stopped)).isInstanceOf(CancellationException.class);
    }
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  @Covers("F21")
  void f21ManyFilesThatAreHeldOpenShareOneMinute() throws IOException {
    disk.failing("rename", 10_000, new AccessDeniedException(target.toString()));
    Patience shared = disk.patience();
    for (int i = 0; i < 100; i++) {
      try (Pending pending = begin()) {
        write(pending, "new");
        assertThatIOException().isThrownBy(() -> pending.commit(shared)).isInstanceOf(HeldOpenException.class);
      }
    }
    assertThat(disk.pausedMillis).isLessThan(2 * Patience.MOST_MILLIS);
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void anErrorThatDoesNotPassIsNotWaitedFor() throws IOException {
    disk.failing("rename", 1, new FileSystemException(target.toString(), null, "Read-only file system"));
    try (Pending pending = begin()) {
      assertThatIOException().isThrownBy(pending::commit);
    }
    assertThat(disk.pausedMillis).isZero();
    assertOnlyTheTargetIsThere();
  }

  @Test
  @Covers("F25")
  void f25ARefusedTimeIsNoFailureAndTheTimeOfTheDiskIsGivenBack() throws IOException {
    disk.failing("setModifiedTime", 1, diskFailed);
    FileTime wanted = FileTime.from(Instant.parse("1925-01-01T00:00:00Z"));
    try (Pending pending = begin()) {
      write(pending, "new");
      pending.setModifiedTime(wanted);
      assertThat(pending.commit()).isNotEqualTo(wanted);
    }
    assertThat(target).hasContent("new");
  }

  @Test
  void aNameThatIsNotDurableIsAFailure() throws IOException {
    disk.failing("forceDirectory", 1, diskFailed);
    try (Pending pending = begin()) {
      assertThatIOException().isThrownBy(pending::commit).isSameAs(diskFailed);
    }
    assertOnlyTheTargetIsThere();
  }

  @Test
  void commitNewNeverReplaces() throws IOException {
    try (Pending pending = begin()) {
      write(pending, "new");
      assertThatThrownBy(pending::commitNew).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void commitNewNeverReplacesWhereThereAreNoHardLinks() throws IOException {
    // What the kernel's SMB client answers to link(2).
    disk.failing("link", 1, new NoSuchFileException(target.toString()));
    try (Pending pending = begin()) {
      assertThatThrownBy(pending::commitNew).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target).hasContent("old");
    assertOnlyTheTargetIsThere();
  }

  @Test
  void commitNewCreatesWithAndWithoutHardLinks() throws IOException {
    for (FaultyDisk each : List.of(new FaultyDisk(), new FaultyDisk().failing("link", 1, new NoSuchFileException("x")))) {
      Files.delete(target);
      try (Pending pending = new Pending(target, PosixMode.DEFAULT, each)) {
        write(pending, "new");
        pending.commitNew();
      }
      assertThat(target).hasContent("new");
      assertOnlyTheTargetIsThere();
    }
  }

  @Test
  void closingTheBodyDoesNotEndTheFile() throws IOException {
    try (Pending pending = begin()) {
      try (OutputStream body = pending.body()) {
        body.write('a');
      }
      write(pending, "b");
      pending.commit();
    }
    assertThat(target).hasContent("ab");
  }

  @Test
  void aMissingDirectoryIsNotCreated() {
    Path unmounted = folder.resolve("nas").resolve("photo.jpg");
    assertThatThrownBy(() -> new Pending(unmounted, PosixMode.DEFAULT, disk)).isInstanceOf(NoSuchFileException.class);
    assertThat(folder.resolve("nas")).doesNotExist();
  }

  @Test
  void aTargetOfTheLongestNameHasRoomForItsTemporary() throws IOException {
    Path longest = folder.resolve("x".repeat(255));
    try (Pending pending = new Pending(longest, PosixMode.DEFAULT, disk)) {
      for (Path each : listing()) {
        String name = each.getFileName().toString();
        assertThat(name.equals("photo.jpg") || DurableFiles.isTemporaryName(name)).isTrue();
        assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(143);
      }
      pending.commit();
    }
    assertThat(longest).exists();
  }

  private Pending begin() throws IOException {
    return new Pending(target, PosixMode.DEFAULT, disk);
  }

  private static void write(Pending pending, String content) throws IOException {
    pending.body().write(content.getBytes(UTF_8));
  }

  private void assertOnlyTheTargetIsThere() throws IOException {
    assertThat(listing()).containsExactly(target);
  }

  private List<Path> listing() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(found::add);
    }
    return found;
  }
}
