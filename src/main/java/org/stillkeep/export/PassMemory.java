package org.stillkeep.export;

import java.util.OptionalLong;
import java.util.TreeSet;
import org.stillkeep.catalog.SettingsTable;

/** What the catalog remembers of an export's passes: up to where they are done, and how one was cut off. */
final class PassMemory {

  private static final String LOOK_AT_ALL = "yes";
  private static final String SWEEP = "temporaries";

  private final SettingsTable settings;
  private final String doneName;
  private final String unfinishedName;

  PassMemory(SettingsTable settings, String exportId) {
    this.settings = settings;
    this.doneName = "export." + exportId + ".done";
    this.unfinishedName = "export." + exportId + ".unfinished";
  }

  /** The state of library, options and machine that the folder is in step with, as far as we know. */
  static String state(long lastChange, ExportOptions options, Embedding embedding) {
    return lastChange
        + " "
        + Stamp.ofTexts(
            options.layout().name(),
            String.join("\n", options.albums()),
            String.join("\n", options.exclude()),
            "hidden " + options.hidden(),
            "shared " + options.shared(),
            options.yearFolders().name(),
            new TreeSet<>(options.sidecars()).toString(),
            options.sidecarPlace().name(),
            embedding.state(),
            options.deleted().name(),
            "deletions " + options.deletions(),
            options.zone().getId());
  }

  boolean isDone(String state) {
    return settings.get(doneName).filter(state::equals).isPresent();
  }

  /** Up to which change of the library the folder was in step once, by the same options and the same machine; empty if that is not known. */
  OptionalLong doneUpTo(String state) {
    String how = state.substring(state.indexOf(' '));
    return settings.get(doneName).filter(done -> done.endsWith(how) && done.indexOf(' ') == done.length() - how.length())
        .map(done -> OptionalLong.of(Long.parseLong(done.substring(0, done.indexOf(' ')))))
        .orElse(OptionalLong.empty());
  }

  void done(String state) {
    if (!isDone(state)) {
      settings.put(doneName, state);
    }
  }

  /** Whether a pass was cut off without a chance to clean up: its folders want to be looked at. */
  boolean isUnfinished() {
    return settings.get(unfinishedName).filter(LOOK_AT_ALL::equals).isPresent();
  }

  /** Whether temporaries may lie in the folders: none was wanted, but the disk may have refused to delete them. */
  boolean mayHaveTemporaries() {
    return settings.get(unfinishedName).isPresent();
  }

  /** A pass begins. One that is not wholly done leaves no news to go on with: what came last in its plan is in no change of the library. */
  void begin() {
    settings.remove(doneName);
    settings.put(unfinishedName, LOOK_AT_ALL);
  }

  void end() {
    settings.remove(unfinishedName);
  }

  /** The folders are as the ledger says, but for temporaries that may be left in them. */
  void endUntidily() {
    settings.put(unfinishedName, SWEEP);
  }

  /** Forgets all; the next pass looks at everything. */
  void forget() {
    settings.remove(doneName);
    settings.put(unfinishedName, LOOK_AT_ALL);
  }
}
