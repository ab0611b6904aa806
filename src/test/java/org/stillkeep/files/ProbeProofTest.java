package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DisjointFolders.Relation;

@Covers("P12")
class ProbeProofTest {

  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void aLocalCheckDoesNotWait() throws IOException {
    assertThat(overlaps(directory(folder, "one"), directory(folder, "two"))).isEmpty();
    assertThat(disk.pausedMillis).isZero();
    assertThat(disk.calls).filteredOn("create"::equals).hasSize(2);
    assertNoProbeIn(folder.resolve("one"), folder.resolve("two"));
  }

  @Test
  void onANetworkTheCheckLooksAgainAfterTwoSecondsByListing() throws IOException {
    Configuration twoShares = Configuration.windows().toBuilder().setRoots("C:\\", "\\\\nas\\photos\\", "\\\\nas.local\\photos\\").build();
    try (FileSystem windows = Jimfs.newFileSystem(twoShares)) {
      Path one = directory(windows.getPath("\\\\nas\\photos\\"), "inbox");
      Path other = directory(windows.getPath("\\\\nas.local\\photos\\"), "export");
      // One server under two names: what is written under the one shows up late under the other.
      disk.whilePausing = () -> copyProbe(one, other);
      assertThat(overlaps(one, other)).singleElement().extracting(Overlap::relation).isEqualTo(Relation.SAME);
      assertThat(disk.pausedMillis).isEqualTo(2_000);
      assertNoProbeIn(one);
    }
  }

  @Test
  @Covers({"F1", "F2"})
  void aFolderThatVanishesAtAnyLookKeepsTheOthersFromNoProof() throws IOException {
    for (int step = 1, looks = 1; step <= looks; step++) {
      try (FaultyFileSystem system = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()))) {
        Path vanishing = directory(system.getPath("/"), "export");
        List<Located> located = located(directory(folder, "inbox" + step), vanishing);
        AtomicInteger seen = new AtomicInteger();
        int last = step;
        system.watch(
            call -> {
              if (seen.incrementAndGet() >= last) {
                throw new NoSuchFileException(call.path().toString());
              }
            });
        assertThat(new ProbeProof(MountTable.ofThisProcess(), disk, new SecureRandom()).overlaps(located)).as("gone at %s", step).isEmpty();
        looks = seen.get();
      }
    }
  }

  /** Java cannot tell there on which disk a file lies. */
  @Test
  @Covers("F8")
  void inAChrootThatHidesTheMountsTheCheckWaitsToBeSure() throws IOException {
    Configuration unix = Configuration.unix().toBuilder().setAttributeViews("posix").build();
    try (FaultyFileSystem system = new FaultyFileSystem(Jimfs.newFileSystem(unix))) {
      system.watch(
          call -> {
            if (call.op() == DiskCall.Op.ASK_DISK) {
              throw new IOException("Mount point not found");
            }
          });
      Path inbox = directory(system.getPath("/"), "inbox");
      Path export = directory(system.getPath("/"), "export");
      ProbeProof proof = new ProbeProof(MountTable.ofThisProcess(), disk, new SecureRandom());
      assertThat(proof.overlaps(located(inbox, export))).isEmpty();
      assertThat(disk.pausedMillis).isEqualTo(2_000);
      assertThat(proof.overlaps(located(inbox, inbox))).isNotEmpty();
      assertThat(NetworkDisks.typeOf(inbox)).isEmpty();
      assertThat(DurableFiles.keepsPermissions(inbox)).isTrue();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSeenThroughTheOthersProbe() throws IOException {
    Path readOnly = directory(folder, "one");
    Path other = directory(folder, "two");
    Files.createSymbolicLink(readOnly.resolve("link"), other);
    disk.failing("create", 1, new AccessDeniedException(readOnly.toString()));
    assertThat(overlaps(readOnly, other)).singleElement().extracting(Overlap::relation).isEqualTo(Relation.FIRST_CONTAINS_SECOND);
    assertNoProbeIn(other);
  }

  @Test
  void foldersThatCannotBeWrittenAreKnownByTheirMarkers() throws IOException {
    Path vault = directory(folder, "vault");
    Path export = directory(folder, "export");
    Files.writeString(vault.resolve("vault.json"), "{\"vault\":\"4711\"}");
    disk.failing("create", 2, new AccessDeniedException("read-only"));
    assertThat(overlaps(vault, export)).isEmpty();

    Files.createSymbolicLink(export.resolve("link"), vault);
    disk.failing("create", 2, new AccessDeniedException("read-only"));
    assertThat(overlaps(vault, export))
        .singleElement()
        .satisfies(each -> assertThat(each.relation()).isEqualTo(Relation.SECOND_CONTAINS_FIRST))
        .satisfies(each -> assertThat(each.proof()).contains("the marker vault.json of " + vault.toRealPath()));
    assertThat(vault.resolve("vault.json")).exists();
  }

  @Test
  void aFullDiskLeavesNoHalfProbe() throws IOException {
    disk.failing("force", 2, new IOException("No space left on device"));
    assertThat(overlaps(directory(folder, "one"), directory(folder, "two"))).isEmpty();
    assertNoProbeIn(folder.resolve("one"), folder.resolve("two"));
  }

  @Test
  void aFileOfTheSameNameWithOtherBytesIsNoProof() throws IOException {
    Path vault = directory(folder, "vault");
    Path export = directory(folder, "export");
    Files.writeString(vault.resolve("vault.json"), "{\"vault\":\"4711\"}");
    Files.writeString(export.resolve("vault.json"), "{\"vault\":\"4712\"}");
    disk.failing("create", 2, new AccessDeniedException("read-only"));
    assertThat(overlaps(vault, export)).isEmpty();
  }

  @Test
  void probesAreRemovedWhenTheCheckFails() throws IOException {
    Path one = directory(folder, "one");
    Path other = directory(folder, "two");
    ProbeProof proof = new ProbeProof(MountTable.ofThisProcess(), disk, new UnluckyRandom(2));
    assertThatThrownBy(() -> proof.overlaps(located(one, other))).isInstanceOf(ProviderException.class);
    assertThat(disk.calls).containsOnlyOnce("create").containsOnlyOnce("delete");
    assertNoProbeIn(one, other);
  }

  @Test
  void probesOfACrashAreKnownByTheirNameAndSwept() throws IOException {
    Path left = Files.createFile(folder.resolve(".stillkeep-probe-" + UUID.randomUUID()));
    Path photo = Files.createFile(folder.resolve("photo.jpg"));
    assertThat(DisjointFolders.isProbeName(left.getFileName().toString())).isTrue();
    assertThat(DisjointFolders.isProbeName(".stillkeep-probe-notes")).isFalse();
    assertThat(DisjointFolders.sweepProbes(folder)).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(photo).exists();
  }

  /** Fails at the n-th call, in the middle of planting. */
  private static final class UnluckyRandom extends SecureRandom {
    private int left;

    UnluckyRandom(int left) {
      this.left = left;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (--left == 0) {
        throw new ProviderException("out of luck");
      }
      super.nextBytes(bytes);
    }
  }

  private List<Overlap> overlaps(Path first, Path second) throws IOException {
    return new ProbeProof(MountTable.ofThisProcess(), disk, new SecureRandom()).overlaps(located(first, second));
  }

  private static List<Located> located(Path first, Path second) throws IOException {
    return List.of(
        Located.of(new Folder("inbox", "inbox[0]", first)), Located.of(new Folder("export", "export[0].path", second)));
  }

  private static Path directory(Path parent, String name) throws IOException {
    return Files.createDirectory(parent.resolve(name));
  }

  private static void copyProbe(Path from, Path to) {
    try (Stream<Path> all = Files.list(from)) {
      Path probe = all.findFirst().orElseThrow();
      Files.copy(probe, to.resolve(probe.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNoProbeIn(Path... folders) throws IOException {
    for (Path each : folders) {
      try (Stream<Path> all = Files.list(each)) {
        assertThat(all.map(file -> file.getFileName().toString())).noneMatch(DisjointFolders::isProbeName);
      }
    }
  }
}
