package org.stillkeep.cli;

import java.io.IOException;
import java.util.Locale;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Transfer;
import org.stillkeep.library.TransferDifference;
import org.stillkeep.library.TransferFailure;
import org.stillkeep.library.TransferListener;
import org.stillkeep.library.TransferSummary;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.KeyAttributes;

/**
 * Brings the library of one place into that of the other: the vault's into the account, or the account's into the vault. Both
 * are those that the configuration names, whichever of them it uses.
 */
final class LibraryMove {

  private final Face face;
  private final Config vault;
  private final Config source;
  private final Config target;

  /** @param from where the library lies that is to be moved */
  LibraryMove(Face face, Config config, LibraryConfig.Kind from) {
    this.face = face;
    this.vault = config.at(LibraryConfig.Kind.VAULT);
    Config account = config.at(LibraryConfig.Kind.ENTE);
    this.source = from == LibraryConfig.Kind.VAULT ? vault : account;
    this.target = from == LibraryConfig.Kind.VAULT ? account : vault;
  }

  /**
   * Moves what the other library lacks, and compares both.
   *
   * @param dryRun only says what there is to move
   * @throws java.util.concurrent.CancellationException when interrupted; the next run goes on from there
   */
  ExitCode run(boolean dryRun) throws IOException, WrongPassphraseException, AlreadyRunningException {
    Folders folders = new Folders(vault, face.terminal());
    folders.refuseOverlaps();
    KeyAttributes sourceAttributes = LibraryPlace.of(source).keyAttributes();
    KeyAttributes targetAttributes = LibraryPlace.of(target).keyAttributes();
    try (Interruption interruption = Interruption.watch();
        HeldState held = HeldState.take(vault.state(), face.terminal())) {
      folders.sweepLeftovers();
      try (OpenLibrary from = OpenLibrary.open(source, unlock(source, sourceAttributes), interruption);
          OpenLibrary to = OpenLibrary.open(target, unlock(target, targetAttributes), interruption)) {
        from.refresh();
        to.refresh();
        MovePlan plan = MovePlan.of(from, to);
        face.terminal().say(plan.inWords(dryRun));
        plan.requireRoomIn(to, words(target));
        return dryRun ? ExitCode.DONE : told(transfer(from, to, interruption));
      }
    }
  }

  private Keys unlock(Config config, KeyAttributes attributes) throws IOException, WrongPassphraseException {
    return new LibraryKeys(face, config).unlock(attributes);
  }

  private TransferSummary transfer(OpenLibrary from, OpenLibrary to, Interruption interruption) throws IOException {
    int atOnce = ImportOptions.uploadsWithin(Runtime.getRuntime().maxMemory(), source.library().account().uploads());
    return new Transfer(from.library(), to.library(), atOnce, new Progress(), interruption).run();
  }

  private ExitCode told(TransferSummary summary) {
    Terminal terminal = face.terminal();
    for (TransferFailure failure : summary.failures()) {
      String what = failure.title().isEmpty() ? failure.reason() : failure.title() + ": " + failure.reason();
      terminal.error("not moved: " + what, "");
    }
    for (TransferDifference difference : summary.differences()) {
      terminal.error("missing in " + words(target) + ": " + words(difference), "");
    }
    terminal.say(inWords(summary));
    if (!summary.isComplete()) {
      terminal.say("run it again: what is there is not sent again; `stillkeep verify --read-data` checks a whole library");
      return ExitCode.SOME_FAILED;
    }
    terminal.say(
        "all of " + words(source) + " is in " + words(target) + "; to use it from there, set library.kind = \""
            + target.library().kind().name().toLowerCase(Locale.ROOT) + "\"");
    return ExitCode.DONE;
  }

  private static String inWords(TransferSummary summary) {
    StringBuilder words =
        new StringBuilder(Figures.count(summary.sent(), "photo or video", "photos and videos"))
            .append(" moved (").append(Figures.size(summary.sentBytes())).append("), ")
            .append(summary.alreadyThere()).append(" there already");
    if (summary.trashedThere() > 0) {
      words.append(" (").append(summary.trashedThere()).append(" in the trash there, where they stay)");
    }
    if (summary.shared() > 0) {
      words.append(", ").append(summary.shared()).append(" of others stay where they are");
    }
    if (!summary.failures().isEmpty()) {
      words.append(", ").append(summary.failures().size()).append(" not moved");
    }
    return words.toString();
  }

  private static String words(TransferDifference difference) {
    return switch (difference.what()) {
      case ASSET -> difference.title();
      case ALBUM -> "the album " + difference.title();
      case MEMBERSHIP -> difference.title() + " in the album " + difference.album();
    };
  }

  private static String words(Config config) {
    return LibraryPlace.of(config).home().inWords();
  }

  /** The changing line. */
  private final class Progress implements TransferListener {

    private final ProgressLine line = new ProgressLine(face.terminal(), "moving", System::nanoTime);

    @Override
    public void planned(long assets, long bytes) {
      line.total(assets, bytes);
    }

    @Override
    public void moved(long assets, long bytes) {
      line.reached(assets, bytes);
    }
  }
}
