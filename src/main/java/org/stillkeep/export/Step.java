package org.stillkeep.export;

import java.util.List;
import java.util.Optional;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFolder;

/** One step of a plan. Paths are relative to the export's root, segments joined by {@code /}. */
sealed interface Step {

  /** The file or folder that it is about, for people. */
  String path();

  /** Creates a folder, unless it is there, and says in the ledger what it stands for. */
  record CreateFolder(LedgerFolder folder) implements Step {
    @Override
    public String path() {
      return folder.path();
    }
  }

  /** Renames a folder that is wholly ours, with all that is in it. */
  record RenameFolder(LedgerFolder folder, String newPath, String newTitle) implements Step {
    @Override
    public String path() {
      return newPath;
    }
  }

  /** Writes the JSON of an album's folder. */
  record PutAlbumJson(String folderKey, String folderPath, AlbumFacts album) implements Step {
    @Override
    public String path() {
      return AlbumJson.path(folderPath);
    }
  }

  /**
   * Brings one asset into one folder: files that are right stay, those in the folder it comes from are moved, those that
   * lie there unknown are adopted if their bytes are right, and the rest is linked or written.
   *
   * @param from the folder whose copy of this asset is not wanted any longer, if any
   * @param still where the photo, the video, or the still goes
   * @param liveVideo where the moving half goes
   * @param bytes what there is to write at most
   */
  record PutAsset(
      String folderKey, long assetId, Optional<String> from, Target still, Optional<Target> liveVideo, long bytes)
      implements Step {
    @Override
    public String path() {
      return still.path();
    }
  }

  /**
   * Where a file goes.
   *
   * @param path its name if it has to be written, or the one it has
   * @param candidates unknown files of its size in the folder: one of them may be it
   */
  record Target(String path, List<String> candidates) {
    public Target {
      candidates = List.copyOf(candidates);
    }
  }

  /** Looks into a file of ours that does not look as we left it: was it edited, or only touched? */
  record Recheck(LedgerFile file) implements Step {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** Forgets a file that is not there any longer. */
  record Forget(LedgerFile file) implements Step {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** Notes that somebody has deleted a file of ours, and that it shall stay so. */
  record Respect(LedgerFile file) implements Step {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** Moves a file that nobody wants any longer into the trash, if it is still as we left it. */
  record Trash(LedgerFile file) implements Step {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** Deletes a sidecar of a form that was turned off, if it is still as we left it. */
  record Withdraw(LedgerFile file) implements Step {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** Leaves a folder that stands for nothing any longer; removes it if it is empty. */
  record LeaveFolder(String path, Optional<String> key) implements Step {}
}
