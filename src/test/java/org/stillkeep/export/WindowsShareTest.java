package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DisjointFolders.Relation;
import org.stillkeep.library.ByteLimit;

/**
 * A share, by its name and by a letter that stands for it, on a disk in memory with the rules of Windows: names are the same in
 * upper and lower case, there are DOS attributes only, and files have no keys.
 */
class WindowsShareTest {

  private static final String SHARE = "\\\\server\\share\\";
  private static final String BY_NAME = SHARE + "photos";
  private static final String BY_LETTER = "Z:\\photos";
  private static final int WINDOWS_PATH_CHARS = 260;

  private final AtomicLong nanos = new AtomicLong();
  private final FaultyFileSystem disk =
      new FaultyFileSystem(
          Jimfs.newFileSystem(
              Configuration.windows().toBuilder().setRoots("C:\\", SHARE).setAttributeViews("dos").build()));

  private Household home;

  private void exportTo(String root) throws IOException {
    disk.mapDrive("Z:\\", SHARE);
    disk.watch(new WindowsNames());
    home = Household.withExportAt(disk.getPath(root));
  }

  @AfterEach
  void close() throws IOException {
    if (home != null) {
      home.close();
    }
    disk.close();
  }

  private ExportSummary export() throws IOException {
    return new Exporter(home.library, home.catalog, home.options, ByteLimit.NONE, Clock.systemUTC(), nanos::get, nanos::addAndGet, "")
        .run(false, ExportListener.NONE, Household.NEVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {BY_NAME, BY_LETTER})
  @Covers("F29b")
  void aLibraryIsKeptInStepThroughItsChanges(String root) throws IOException {
    exportTo(root);
    Album album = home.album("Paris");
    Asset beach = home.photo("beach.jpg", "beach", album);
    home.photo("BEACH.jpg", "another", album);
    home.photo("CON.jpg", "reserved", album);
    home.photo("what?. .jpg", "forbidden", album);
    home.photo("album.jpg", "in a folder of its own", home.anotherAlbum("PARIS. ", "second"));
    home.photo("x".repeat(200) + ".jpg", "long", home.album("y".repeat(200)));
    ExportSummary first = export();
    assertThat(first.failures()).isEmpty();
    assertThat(first.written()).isEqualTo(6);
    assertThat(home.media()).hasSize(6).anyMatch(name -> name.length() > WINDOWS_PATH_CHARS);
    assertThat(home.files().values()).contains("beach", "another", "reserved", "forbidden", "in a folder of its own", "long");
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);

    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    assertThat(export().sidecars()).isEqualTo(1);
    home.rename(album, "pARIS");
    assertThat(export().moved()).as("but for case, the name is the same").isZero();
    home.rename(album, "Rome");
    ExportSummary renamed = export();
    assertThat(renamed.failures()).isEmpty();
    assertThat(renamed.written()).isZero();
    assertThat(home.files()).containsEntry("Rome/beach.jpg", "beach");
    home.library.trash(List.of(beach.id()));
    assertThat(export().trashed()).isPositive();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  @Covers("F27")
  void whatTheLetterWroteIsTakenOverByItsName() throws IOException {
    exportTo(BY_LETTER);
    home.photo("beach.jpg", "beach", home.album("Paris"));
    export();
    home.options = Options.of(home.options).folder(disk.getPath(BY_NAME)).build();
    assertThat(home.exporter().check().isConnected()).isTrue();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    home.loseCatalog();
    Files.delete(home.at(LedgerCopy.FILE_NAME));
    assertThat(home.export().written()).isZero();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  @Covers("F1")
  void aLetterThatVanishesAtAnyStepIsAnExportThatIsNotConnected() throws IOException {
    Map<String, String> expected = Map.of();
    for (int step = 0, last = 1; step <= last; step += 3) {
      try (FaultyFileSystem system =
              new FaultyFileSystem(
                  Jimfs.newFileSystem(
                      Configuration.windows().toBuilder().setRoots("C:\\", SHARE).setAttributeViews("dos").build()));
          Household there = changedHome(system)) {
        Vanishing vanishing = new Vanishing(system, step == 0 ? Integer.MAX_VALUE : step);
        system.watch(vanishing);
        if (step == 0) {
          there.export();
          last = vanishing.calls;
          expected = there.files();
          continue;
        }
        assertThatExceptionOfType(ExportException.class)
            .as("vanished at %s", step)
            .isThrownBy(there::export)
            .satisfies(e -> assertThat(e.reason()).isEqualTo(ExportException.Reason.NOT_CONNECTED));
        system.watch(DiskWatcher.NONE);
        system.mapDrive("Z:\\", SHARE);
        ExportSummary next = there.export();
        assertThat(next.isClean()).as("vanished at %s", step).isTrue();
        assertThat(next.kept()).as("vanished at %s", step).isEmpty();
        assertThat(there.files()).as("vanished at %s", step).isEqualTo(expected);
      }
    }
    assertThat(expected).isNotEmpty();
  }

  /** With a pass behind it, a sidecar to be changed, and a new photo. */
  private static Household changedHome(FaultyFileSystem system) throws IOException {
    system.mapDrive("Z:\\", SHARE);
    Household home = Household.withExportAt(system.getPath(BY_LETTER));
    Album album = home.album("Paris");
    Asset beach = home.photo("beach.jpg", "beach", album);
    home.export();
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    home.photo("new.jpg", "new", album);
    return home;
  }

  @Test
  @Covers("F21")
  void whatAnotherProgramHasOpenIsLeftAsItIs() throws IOException {
    exportTo(BY_LETTER);
    Asset beach = home.photo("beach.jpg", "beach", home.album("Paris"));
    export();
    Map<String, String> old = home.files();
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    disk.watch(
        call -> {
          if (call.op() == Op.RENAME && call.other().filter(to -> to.endsWith("beach.jpg.json")).isPresent()) {
            String words = "The process cannot access the file because it is being used by another process";
            throw new FileSystemException(call.path().toString(), call.other().get().toString(), words);
          }
        });
    ExportSummary held = export();
    assertThat(held.waiting()).hasSize(1);
    assertThat(held.failures()).isEmpty();
    assertThat(home.files()).isEqualTo(old);
    disk.watch(DiskWatcher.NONE);
    assertThat(export().sidecars()).isEqualTo(1);
  }

  @Test
  @Covers("F15")
  void aServerThatGoesAwayAtARenameIsNotWaitedForAsIfItHeldAFileOpen() throws IOException {
    exportTo(BY_LETTER);
    Asset beach = home.photo("beach.jpg", "beach", home.album("Paris"));
    export();
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    AtomicBoolean away = new AtomicBoolean();
    disk.watch(
        call -> {
          // In German, too: only what else the disk says tells this from a file that is held open.
          if (away.get() || call.op() == Op.RENAME) {
            away.set(true);
            throw new FileSystemException(call.path().toString(), null, "Der angegebene Netzwerkname ist nicht mehr verf\u00fcgbar");
          }
        });
    long before = nanos.get();
    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(this::export)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(ExportException.Reason.NOT_CONNECTED));
    assertThat(Duration.ofNanos(nanos.get() - before)).isLessThan(Duration.ofSeconds(1));
    disk.watch(DiskWatcher.NONE);
    assertThat(export().sidecars()).isEqualTo(1);
  }

  @Test
  @Covers("O19")
  void aShareAndItsLetterAreSeenToBeOneFolder() throws IOException {
    exportTo(BY_LETTER);
    Folder export = new Folder("export", "export[0].path", disk.getPath(BY_LETTER));
    assertThat(DisjointFolders.check(List.of(new Folder("inbox", "inbox", disk.getPath(BY_NAME)), export)))
        .singleElement()
        .satisfies(each -> assertThat(each.relation()).isEqualTo(Relation.SAME))
        .extracting(Overlap::proof)
        .asString()
        .contains("probe");
    Files.createDirectory(disk.getPath(BY_NAME, "inbox"));
    assertThat(DisjointFolders.check(List.of(new Folder("inbox", "inbox", disk.getPath(BY_NAME, "inbox")), export)))
        .singleElement()
        .satisfies(each -> assertThat(each.relation()).isEqualTo(Relation.SECOND_CONTAINS_FIRST));
  }

  @Test
  void aLetterThatIsAwayOverlapsNothing() throws IOException {
    Path inbox = Files.createDirectory(disk.getPath("C:\\inbox"));
    List<Folder> folders =
        List.of(new Folder("inbox", "inbox", inbox), new Folder("export", "export[0].path", disk.getPath(BY_LETTER)));
    assertThat(DisjointFolders.check(folders)).isEmpty();
  }

  /** Takes the letter away. */
  private static final class Vanishing implements DiskWatcher {
    private final FaultyFileSystem system;
    private final int step;
    private int calls;

    Vanishing(FaultyFileSystem system, int step) {
      this.system = system;
      this.step = step;
    }

    @Override
    public void before(DiskCall call) throws IOException {
      if (++calls >= step) {
        system.unmapDrive();
        throw new NoSuchFileException(call.path().toString());
      }
    }
  }

  /** Makes no file that Windows would not make, or would call otherwise. */
  private static final class WindowsNames implements DiskWatcher {
    private static final Set<Op> NAMING = Set.of(Op.CREATE, Op.CREATE_DIRECTORY, Op.LINK, Op.RENAME);
    private static final Pattern BAD =
        Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?|.*[. ]|.*[<>:\"|?*].*|.{256,}");

    @Override
    public void before(DiskCall call) throws IOException {
      if (NAMING.contains(call.op()) && BAD.matcher(call.other().orElse(call.path()).getFileName().toString()).matches()) {
        throw new FileSystemException(call.path().toString(), null, "The filename, directory name, or volume label syntax is incorrect");
      }
    }
  }
}
