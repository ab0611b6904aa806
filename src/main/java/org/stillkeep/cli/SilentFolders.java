package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.RollCall;

/**
 * Inboxes, exports and vaults whose disks hang, as one on a network can, or fail at whatever they are asked. Whoever touched one at
 * the start would wait as long as it does, or end with its error, and so would all else. Nothing is proved of such a folder, so
 * nothing may be written to it before it has answered; the agent sees to that by itself.
 */
final class SilentFolders {

  private static final Logger log = LoggerFactory.getLogger(SilentFolders.class);

  /** One that spins up takes a few seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private SilentFolders() {}

  /** Those that give no answer within ten seconds, or fail, all asked at once; each is said. */
  static Set<Path> of(Config config, Terminal terminal) {
    return among(config.folders().stream().filter(each -> !each.path().equals(config.state())).toList(), config, terminal);
  }

  /**
   * Asks the vault's disk, and no other, for whoever needs that one only.
   *
   * @throws UserException when it does not answer
   */
  static void requireVault(Config config, Terminal terminal) {
    refuseVault(among(config.folders().stream().filter(each -> each.path().equals(config.vault())).toList(), config, terminal), config);
  }

  /**
   * Ends what cannot be done without the vault.
   *
   * @throws UserException when the vault is one of these
   */
  static void refuseVault(Set<Path> silent, Config config) {
    if (silent.contains(config.vault())) {
      throw new UserException(
          ExitCode.STORE_REFUSED, LibraryPlace.of(config).home().inWords() + " cannot be opened", "try again when its disk answers");
    }
  }

  private static Set<Path> among(List<Folder> folders, Config config, Terminal terminal) {
    Map<Path, Optional<IOException>> found = new RollCall(folders.stream().map(Folder::path).toList(), ANSWER).silent();
    Set<Path> silent = new LinkedHashSet<>();
    for (Folder folder : folders) {
      if (found.containsKey(folder.path()) && mayBeLeftOut(config, folder.path(), found.get(folder.path()))) {
        silent.add(folder.path());
        String trouble = found.get(folder.path()).map(e -> " fails: " + e.getMessage()).orElse(" does not answer");
        terminal.error("the disk of " + words(folder) + trouble, remedy(config, folder.path()));
      }
    }
    return silent;
  }

  /** Completed once the disk of a folder answers, or fails. */
  static CompletableFuture<Boolean> answer(Path folder) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> answer.complete(hasAnything(folder)), "stillkeep-look " + folder);
    asking.setDaemon(true);
    asking.start();
    return answer;
  }

  /** Whoever needs the vault finds out by itself, and says, why it fails; a hanging one says nothing. */
  private static boolean mayBeLeftOut(Config config, Path folder, Optional<IOException> failure) {
    failure.ifPresent(e -> log.info("{} fails: {}", folder, e.toString()));
    return failure.isEmpty() || !folder.equals(config.vault());
  }

  private static boolean hasAnything(Path folder) {
    try {
      return RollCall.look(folder);
    } catch (IOException e) {
      log.info("{} fails: {}", folder, e.toString());
      return false;
    }
  }

  private static String words(Folder folder) {
    return "the " + (folder.role().equals("export") ? "export folder" : folder.role()) + " " + folder.path();
  }

  private static String remedy(Config config, Path folder) {
    return folder.equals(config.vault())
        ? "look after that disk or its network; nothing can be imported or exported before it answers"
        : "look after that disk or its network; all else goes on without it";
  }
}
