package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/** What disks and people do to a TGZ while it is read. */
class TgzTroubleTest {

  private static final int PHOTO_BYTES = 200_000;
  private static final int PHOTOS = 8;
  private final IOException unplugged = new IOException("Input/output error");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void write() throws IOException {
    path = Files.write(folder.resolve("takeout-20240525T201456Z-001.tgz"), photos(PHOTO_BYTES));
  }

  private static byte[] photos(int bytesEach) {
    Random random = new Random(3);
    HandmadeTgz tgz = new HandmadeTgz();
    for (int i = 0; i < PHOTOS; i++) {
      byte[] photo = new byte[bytesEach];
      random.nextBytes(photo);
      tgz.add(i + ".jpg", photo);
    }
    return tgz.bytes();
  }

  private FailingChannel channel() throws IOException {
    return new FailingChannel(FileChannel.open(path, StandardOpenOption.READ));
  }

  private SourceFile file(FailingChannel channel) throws IOException {
    return new SourceFile(path, channel, FileFacts.of(FileFacts.attributesOf(path)), new LongAdder());
  }

  private static byte[] read(EntryContents contents, int index) throws IOException {
    try (InputStream in = contents.open(index)) {
      return in.readAllBytes();
    }
  }

  /** The disk's own failure, which says of which file. */
  private void assertUnplugged(String when, ThrowingCallable reading) {
    assertThatThrownBy(reading).as(when).isInstanceOf(FileSystemException.class).hasMessageContaining(path.toString()).hasCause(unplugged);
  }

  @Test
  @Covers("F9")
  void aDiskThatFailsWhileReadingDoesNotMakeTheArchiveDamaged() throws IOException {
    FailingChannel disk = channel();
    try (EntryContents contents = TgzArchive.open(file(disk), new LongAdder(), () -> false)) {
      read(contents, 0);
      disk.failWith(unplugged);
      assertUnplugged("on the way to an entry", () -> read(contents, 4));
      disk.failWith(null);
      try (InputStream in = contents.open(1)) {
        disk.failWith(unplugged);
        assertUnplugged("inside an entry", in::readAllBytes);
      }
      disk.failWith(null);
      assertThat(read(contents, 4)).as("plugged in again").hasSize(PHOTO_BYTES);
    }
  }

  @Test
  void aDiskThatFailsWhileListingDoesNotMakeTheArchiveDamaged() throws IOException {
    for (int reads = 1; reads < 12; reads++) {
      FailingChannel disk = channel();
      disk.failAfter(reads, unplugged);
      try (SourceFile file = file(disk)) {
        assertUnplugged("after " + reads + " reads", () -> TarListing.of(file, () -> false));
      }
    }
  }

  @Test
  void anotherArchiveWrittenOverItMeanwhileHasChangedAndIsNotDamaged() throws IOException {
    ArchiveFingerprint listed = Archives.identify(path).archives().get(0).fingerprint();
    try (EntryContents contents = Archives.reopen(path, listed, () -> false)) {
      Files.write(path, photos(PHOTO_BYTES / 2));
      EntryException failure = catchThrowableOfType(EntryException.class, () -> read(contents, 3));
      assertThat(failure).isNotNull();
      assertThat(failure.reason()).isEqualTo(EntryException.Reason.CHANGED);
    }
  }

  /** A pause holds within a second, though a download that broke off has to be gone through to be known as one. */
  @Test
  void aLookIntoTheInboxCanBeStoppedInTheMiddleOfATgz() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    InboxScanner scanner = new InboxScanner(List.of(folder), new SettleOptions(Duration.ZERO), System::nanoTime);
    scanner.scan(() -> false);
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> scanner.scan(() -> asked.incrementAndGet() > 5)).isInstanceOf(CancellationException.class);
    assertThat(scanner.scan(() -> false).waiting())
        .extracting(WaitingArchive::reason)
        .containsExactly(WaitingArchive.Reason.INCOMPLETE);
  }
}
