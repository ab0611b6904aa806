package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DisjointFolders.Relation;

/** The ways in which one folder has two names, each set up for real and refused in both directions. */
@Covers("P12")
class OverlapCatalogueTest {

  private static final String NAME = "by name";
  private static final String LINKS = "with all links followed";
  private static final String IDENTITY = "one directory";
  private static final String MOUNTS = "by the mount table";
  private static final String PROBE = "a probe file";

  @TempDir Path folder;
  private Mounts mounts;
  private Path work;
  private Path other;

  @BeforeEach
  void twoFolders() throws IOException {
    mounts = new Mounts(folder);
    work = mounts.directory("work");
    other = mounts.directory("other");
    Files.createDirectory(work.resolve("sub"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try {
      for (Path each : List.of(work, other)) {
        try (Stream<Path> all = Files.list(each)) {
          assertThat(all).as("probes are removed").noneMatch(file -> DisjointFolders.isProbeName(file.getFileName().toString()));
        }
      }
    } finally {
      mounts.close();
    }
  }

  @Test
  @Covers("O1")
  void o1DotsSlashesAndRelativeNames() throws IOException {
    assertRefused(work, other.resolve("..").resolve("work"), Relation.SAME, NAME);
    assertRefused(work, Path.of(work + "//./"), Relation.SAME, NAME);
    assertRefused(work, Path.of("").toAbsolutePath().relativize(work), Relation.SAME, NAME);
  }

  @Test
  @Covers("O2")
  void o2ChildAndParent() throws IOException {
    assertRefused(work, work.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, NAME);
  }

  @Test
  @Covers("O3")
  void o3SymlinkToTheFolder() throws IOException {
    assertRefused(work, link("link", work), Relation.SAME, LINKS);
  }

  @Test
  @Covers("O4")
  void o4SymlinkInAParent() throws IOException {
    assertRefused(work, link("up", work.getParent()).resolve("work/sub"), Relation.FIRST_CONTAINS_SECOND, LINKS);
  }

  @Test
  @Covers("O5")
  void o5ChildThatIsNotThereYet() throws IOException {
    assertRefused(work, work.resolve("new/deep"), Relation.FIRST_CONTAINS_SECOND, NAME);
  }

  @Test
  @Covers("O6")
  void o6ChildThatIsNotThereYetUnderALinkedParent() throws IOException {
    assertRefused(work, link("link", work).resolve("new"), Relation.FIRST_CONTAINS_SECOND, LINKS);
    assertRefused(work.resolve("New"), link("link2", work).resolve("new"), Relation.SAME, LINKS);
  }

  @Test
  @Covers("O6")
  void o6LinkToWhereNothingIsYet() throws IOException {
    assertRefused(work, link("dangling", Path.of("work", "new")), Relation.FIRST_CONTAINS_SECOND, LINKS);
    link("loop", Path.of("loop"));
    assertThatThrownBy(() -> DisjointFolders.check(List.of(new Folder("inbox", "inbox", folder.resolve("loop")))))
        .isInstanceOfAny(FileSystemLoopException.class, java.nio.file.FileSystemException.class);
  }

  @Test
  @Covers("O7")
  void o7BindMount() throws IOException {
    Path bound = mounts.bind(work, mounts.directory("bound"));
    assertRefused(work, bound, Relation.SAME, IDENTITY);
    assertRefused(work.resolve("new"), bound.resolve("new/deep"), Relation.FIRST_CONTAINS_SECOND, IDENTITY);
    assertSeenByMountTable(work, bound, Relation.SAME);
    assertSeenByProbe(work, bound, Relation.SAME);
  }

  @Test
  @Covers("O8")
  void o8BindMountOfAParent() throws IOException {
    Path bound = mounts.bind(work, mounts.directory("bound"));
    assertRefused(work, bound.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, IDENTITY);
    assertRefused(bound, work.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, IDENTITY);
    assertSeenByMountTable(work, bound.resolve("sub"), Relation.FIRST_CONTAINS_SECOND);
    assertSeenByProbe(work, bound.resolve("sub"), Relation.FIRST_CONTAINS_SECOND);
  }

  @Test
  @Covers("O9")
  void o9BindMountedInsideTheOther() throws IOException {
    mounts.bind(other, work.resolve("a/b/c/d"));
    assertRefused(work, other, Relation.FIRST_CONTAINS_SECOND, MOUNTS);
    assertRefused(work, mounts.directory("other/deep"), Relation.FIRST_CONTAINS_SECOND, MOUNTS);
    assertSeenByProbe(work, other, Relation.FIRST_CONTAINS_SECOND);
  }

  @Test
  @Covers("O9")
  void o9AThirdFolderMountedInsideBoth() throws IOException {
    Path third = mounts.directory("third");
    mounts.bind(third, work.resolve("shared"));
    mounts.bind(third, other.resolve("shared"));
    assertRefused(work, other, Relation.SHARE_A_FOLDER, MOUNTS);
  }

  @Test
  @Covers("O10")
  void o10FuseMirror() throws IOException {
    Path mirror = mounts.directory("mirror");
    mounts.mount(mirror, "bindfs", work.toString(), mirror.toString());
    assertRefused(work, mirror, Relation.SAME, PROBE);
    assertRefused(work, mirror.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, PROBE);
    assertRefused(mirror, work.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, PROBE);
  }

  @Test
  @Covers("O11")
  void o11UnionAndItsBranch() throws IOException {
    Path union = mounts.directory("union");
    mounts.mount(union, "mergerfs", "-o", "use_ino", work + ":" + other, union.toString());
    assertRefused(work, union, Relation.SAME, PROBE);
    assertRefused(union, work.resolve("sub"), Relation.FIRST_CONTAINS_SECOND, PROBE);
  }

  @Test
  @Covers("O12")
  void o12OverlayAndItsLayers() throws IOException {
    Path base = mounts.tmpfs(mounts.directory("base"));
    Path lower = Files.createDirectory(base.resolve("lower"));
    Path upper = Files.createDirectory(base.resolve("upper"));
    Path inside = Files.createDirectory(base.resolve("inside"));
    Path merged = mounts.directory("merged");
    String layers = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + inside;
    mounts.mount(merged, "mount", "-t", "overlay", "overlay", "-o", layers, merged.toString());
    assertRefused(upper, merged, Relation.SAME, PROBE);
    assertRefused(lower, merged, Relation.SAME, PROBE);
  }

  @Test
  @Covers("O13")
  void o13OneDeviceMountedTwice() throws IOException {
    String device = mounts.device("16M", "mkfs.ext4", "-q", "-F");
    Path first = mounts.directory("first");
    Path second = mounts.directory("second");
    mounts.mount(first, "mount", device, first.toString());
    mounts.mount(second, "mount", device, second.toString());
    Path here = Files.createDirectory(first.resolve("photos"));
    assertRefused(here, second.resolve("photos"), Relation.SAME, IDENTITY);
    assertRefused(first, second.resolve("photos"), Relation.FIRST_CONTAINS_SECOND, IDENTITY);
    assertSeenByMountTable(first, second.resolve("photos"), Relation.FIRST_CONTAINS_SECOND);
    assertNotRefused(here, Files.createDirectory(second.resolve("vault")));
  }

  @Test
  @Covers("O14")
  void o14BtrfsSubvolumeMountedElsewhere() throws IOException {
    Mounts.needPrograms("btrfs");
    String device = mounts.device("150M", "mkfs.btrfs", "-q", "-f");
    Path whole = mounts.directory("whole");
    mounts.mount(whole, "mount", device, whole.toString());
    mounts.run("btrfs", "subvolume", "create", whole.resolve("photos").toString());
    Path mounted = mounts.directory("mounted");
    mounts.mount(mounted, "mount", "-o", "subvol=photos", device, mounted.toString());
    assertRefused(whole.resolve("photos"), mounted, Relation.SAME, IDENTITY);
    assertRefused(whole, mounted, Relation.FIRST_CONTAINS_SECOND, MOUNTS);
    assertSeenByProbe(whole, mounted, Relation.FIRST_CONTAINS_SECOND);
  }

  @Test
  @Covers({"O15", "O16"})
  void o15AndO16CaseAliasOnExfat() throws IOException {
    Path card = mounts.directory("card");
    String device = mounts.device("16M", "mkfs.exfat");
    mounts.mount(card, "mount.exfat-fuse", device, card.toString());
    Path photos = Files.createDirectory(card.resolve("Photos"));
    assumeTrue(Files.exists(card.resolve("PHOTOS")), "this exFAT tells cases apart");
    assertRefused(photos, card.resolve("PHOTOS"), Relation.SAME, "case");
    assertRefused(photos, card.resolve("pHOTOS/new"), Relation.FIRST_CONTAINS_SECOND, "case");
    assertSeenByProbe(photos, card.resolve("PHOTOS"), Relation.SAME);
    assertRefused(card.resolve("new"), card.resolve("NEW"), Relation.SAME, "case");
    assertRefused(card.resolve("new"), card.resolve("NEW/deep"), Relation.FIRST_CONTAINS_SECOND, "case");
  }

  @Test
  @Covers("O18")
  void o18AliasesInProc() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/root")), "needs /proc");
    assertRefused(work, Path.of("/proc/self/root" + work), Relation.SAME, LINKS);
    Path here = Path.of("").toAbsolutePath();
    Path process = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "cwd");
    assertRefused(here, process.resolve("src"), Relation.FIRST_CONTAINS_SECOND, LINKS);
  }

  @Test
  void aLinkInsideOneLeadsToTheOther() throws IOException {
    Files.createSymbolicLink(work.resolve("sub").resolve("link"), other);
    assertRefused(work, other, Relation.FIRST_CONTAINS_SECOND, PROBE);
  }

  @Test
  void disjointFoldersAreNotRefused() throws IOException {
    assertNotRefused(work, other);
    assertNotRefused(work, mounts.directory("work2"));
    assertNotRefused(work.resolve("sub"), mounts.directory("work/subway"));
    assertNotRefused(work.resolve("new"), other.resolve("new"));
    assertNotRefused(folder.resolve("new"), folder.resolve("newer"));
  }

  @Test
  void foldersOnDisjointMountsAreNotRefused() throws IOException {
    Path first = mounts.tmpfs(mounts.directory("first"));
    Path second = mounts.tmpfs(mounts.directory("second"));
    assertNotRefused(first, second);
    assertNotRefused(Files.createDirectory(first.resolve("x")), Files.createDirectory(second.resolve("x")));
    assertNotRefused(mounts.bind(first.resolve("x"), mounts.directory("bound")), second);
  }

  @Test
  void aMountChangesTheFingerprint() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/mountinfo")), "needs /proc/self/mountinfo");
    Path where = mounts.directory("mounted");
    String before = DisjointFolders.mountTableFingerprint();
    mounts.tmpfs(where);
    assertThat(DisjointFolders.mountTableFingerprint()).hasSize(64).isNotEqualTo(before);
  }

  private Path link(String name, Path to) throws IOException {
    return Files.createSymbolicLink(folder.toRealPath().resolve(name), to);
  }

  private static void assertRefused(Path first, Path second, Relation relation, String proof) throws IOException {
    assertOverlap(DisjointFolders.check(folders(first, second)), relation, proof);
    assertOverlap(DisjointFolders.check(folders(second, first)), Nesting.turned(relation), proof);
  }

  private static void assertNotRefused(Path first, Path second) throws IOException {
    assertThat(DisjointFolders.check(folders(first, second))).isEmpty();
    assertThat(DisjointFolders.check(folders(second, first))).isEmpty();
  }

  /** The later proofs must see it by themselves too. */
  private static void assertSeenByMountTable(Path first, Path second, Relation relation) throws IOException {
    List<Folder> folders = folders(first, second);
    assertThat(
            new MountProof(MountTable.ofThisProcess()).between(Located.of(folders.get(0)), Located.of(folders.get(1))))
        .map(Finding::relation)
        .hasValue(relation);
  }

  private static void assertSeenByProbe(Path first, Path second, Relation relation) throws IOException {
    List<Folder> folders = folders(first, second);
    List<Located> located = List.of(Located.of(folders.get(0)), Located.of(folders.get(1)));
    ProbeProof proof = new ProbeProof(MountTable.ofThisProcess(), new Disk(), new SecureRandom());
    assertOverlap(proof.overlaps(located), relation, PROBE);
  }

  private static void assertOverlap(List<Overlap> overlaps, Relation relation, String proof) {
    assertThat(overlaps).hasSize(1);
    assertThat(overlaps.get(0).first().role()).isEqualTo("inbox");
    assertThat(overlaps.get(0).relation()).as(overlaps.get(0).proof()).isEqualTo(relation);
    assertThat(overlaps.get(0).proof()).contains(proof);
  }

  private static List<Folder> folders(Path first, Path second) {
    return List.of(new Folder("inbox", "inbox[0]", first), new Folder("vault", "library.path", second));
  }
}
