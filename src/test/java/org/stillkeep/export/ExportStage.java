package org.stillkeep.export;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.library.ByteLimit;

/** A household whose export lies on a disk in memory, with one pass behind it unless it is the first that is looked at. */
final class ExportStage implements AutoCloseable {

  static final String ROOT = "/mnt/nas";

  /** What a pass has to do. */
  enum Work {
    FIRST_PASS {
      @Override
      void change(Household home, Album album, Asset beach) {}
    },
    CHANGED_SIDECAR {
      @Override
      void change(Household home, Album album, Asset beach) throws IOException {
        home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
      }
    },
    RENAMED_ALBUM {
      @Override
      void change(Household home, Album album, Asset beach) {
        home.rename(album, "Italy");
      }
    },
    LEFT_ITS_ALBUM {
      @Override
      void change(Household home, Album album, Asset beach) {
        home.takeOut(album, beach);
      }
    },
    TRASHED {
      @Override
      void change(Household home, Album album, Asset beach) throws IOException {
        home.library.trash(List.of(beach.id()));
      }
    };

    abstract void change(Household home, Album album, Asset beach) throws IOException;
  }

  final FileSystem beneath =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic", "unix").build());
  final FaultyFileSystem disk = new FaultyFileSystem(beneath);
  final Household home;
  private final AtomicLong nanos = new AtomicLong();

  ExportStage(Work work) throws IOException {
    Path root = disk.getPath(ROOT);
    Files.createDirectories(root.getParent());
    home = Household.withExportAt(root);
    Album album = home.album("Sardinia");
    Asset beach = home.photo("beach.jpg", "beach", album);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving", album);
    if (work != Work.FIRST_PASS) {
      home.export();
    }
    work.change(home, album, beach);
  }

  /** What a pass without any fault leaves. */
  static Map<String, String> undisturbed(Work work) throws IOException {
    try (ExportStage stage = new ExportStage(work)) {
      stage.home.export();
      return stage.home.files();
    }
  }

  /** One that does not wait. */
  Exporter exporter() {
    return new Exporter(home.library, home.catalog, home.options, ByteLimit.NONE, Clock.systemUTC(), nanos::get, nanos::addAndGet, "");
  }

  /** What is not there as the ledger has it. */
  List<ExportFinding> findings() throws IOException {
    return exporter().verify(true, ExportCheckListener.NONE, Household.NEVER).findings().stream()
        .filter(each -> each.kind() != ExportFinding.Kind.FOREIGN)
        .toList();
  }

  /** How long its passes have waited, or would have. */
  long waitedSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(nanos.get());
  }

  /** The same, more exactly. */
  long waitedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.get());
  }

  ExportSummary export() throws IOException {
    return exporter().run(false, ExportListener.NONE, Household.NEVER);
  }

  /** Those that the disk did not delete when it was asked to go with the daily look at everything. */
  Map<String, String> filesThatAreNotTemporary() throws IOException {
    Map<String, String> files = home.files();
    files.keySet().removeIf(name -> name.contains(".stillkeep-tmp"));
    return files;
  }

  @Override
  public void close() throws IOException {
    home.close();
    disk.close();
  }
}
