package org.stillkeep.web;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** First-run set-up: choose folders, see what would happen, get the recovery words, go. Nothing is written before {@link #finish}. */
public interface SetUp {

  /**
   * Folders as somebody has typed them; {@code ~} is the home folder.
   *
   * @param inboxes at least one
   * @param vault the vault's folder
   * @param exports export folders, in order
   */
  record Choice(List<String> inboxes, String vault, List<String> exports) {

    public Choice {
      inboxes = List.copyOf(inboxes);
      exports = List.copyOf(exports);
    }
  }

  /**
   * What is to be said about one folder of a {@link Choice}.
   *
   * @param role {@code inbox}, {@code vault} or {@code export}
   * @param index which of its role
   * @param resolved the absolute path that is meant
   * @param refusal why it cannot be had, with the proof where it overlaps another; empty when it can
   * @param remark what is good to know, such as that it will be created or holds files already; may be empty
   * @param freeBytes room on its disk, where that can be told
   */
  record Finding(String role, int index, String resolved, String refusal, String remark, OptionalLong freeBytes) {}

  /**
   * What an import of what lies in the inboxes would do.
   *
   * @param archives archives that can be read
   * @param unreadable archives that cannot, yet or at all
   * @param photos photos and live photos
   * @param videos videos
   * @param missingParts names of missing parts
   * @param vaultBytes room the vault needs
   * @param exportBytes room each export folder needs
   */
  record DryRun(
      int archives, int unreadable, long photos, long videos, List<String> missingParts, long vaultBytes, long exportBytes) {

    public DryRun {
      missingParts = List.copyOf(missingParts);
    }
  }

  /** The folders that the example configuration names. */
  Choice proposal();

  /** Looks at the folders without writing anywhere. Quick enough to be asked while somebody types. */
  List<Finding> check(Choice choice) throws IOException;

  /** Reads the directories and sidecars of what lies in the inboxes: takes as long as {@code inspect}. */
  DryRun dryRun(Choice choice, BooleanSupplier stopRequested) throws IOException;

  /**
   * Makes the keys of the vault to be, in memory, and shows its recovery words. Takes seconds, by intent. A later call makes new keys.
   *
   * @param passphrase wiped by the caller
   * @return the 24 words, which somebody must confirm before {@link #finish}
   * @throws IllegalArgumentException with the reason in words, when this passphrase will not do
   */
  List<String> newKeys(char[] passphrase);

  /**
   * Writes the configuration, creates the vault and starts the agent.
   *
   * @param wordsAgain all or some of the words, each at its place, the others empty: the proof that they were written down
   * @return why not, in words, with nothing written; empty when it is done
   */
  List<Finding> finish(Choice choice, List<String> wordsAgain) throws IOException;
}
