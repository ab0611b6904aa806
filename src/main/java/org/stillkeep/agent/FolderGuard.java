package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.PatientCall;

/**
 * Watches that inbox, vault, export and state folders stay apart while the agent runs: the full proof whenever the table of
 * mounts has changed or an export's disk has come back, the cheap part of it at every other look. Used by the worker only,
 * but for {@link #isProven}.
 *
 * <p>An export's disk may hang, or fail at whatever it is asked. It is therefore asked with a limit; a folder that does not answer is
 * left out of the proof, and nothing may be written to it before a proof that it is part of. The proof of the others is no weaker for
 * that: what nobody writes to is in nobody's way.
 */
final class FolderGuard {

  private static final Logger log = LoggerFactory.getLogger(FolderGuard.class);

  /** How long an export's disk may take to tell whether it is there; one that spins up takes a few seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(10);
  /** The proof takes two seconds over a network, and longer over a slow one. */
  private static final Duration PROOF = Duration.ofSeconds(30);

  private final List<Folder> folders;
  private final Predicate<Folder> mayWrite;
  private final Duration answerLimit;
  private final Duration proofLimit;
  private final Map<Folder, PatientCall<Boolean>> exports = new LinkedHashMap<>();
  private final PatientCall<List<Overlap>> proof = new PatientCall<>("stillkeep-proof");
  private String provenFor = "";
  /** Into these no probe was put. */
  private Set<Folder> spared = Set.of();

  /** Exports whose disks gave no answer in time. */
  private Set<Folder> silent = Set.of();

  /** Exports whose disks answered that they fail, or fail at being proved. */
  private Set<Folder> failing = Set.of();
  private List<Overlap> overlaps = List.of();

  /** Replaced as a whole, for the lanes ask for it. */
  private volatile Set<Path> proven = Set.of();

  /**
   * @param exports which of the folders may hang
   * @param mayWrite whether a probe may be put into one of these: not into the bare mount point of a disk that is away
   */
  FolderGuard(List<Folder> folders, Set<Path> exports, Predicate<Folder> mayWrite) {
    this(folders, exports, mayWrite, ANSWER, PROOF);
  }

  FolderGuard(
      List<Folder> folders, Set<Path> exports, Predicate<Folder> mayWrite, Duration answerLimit, Duration proofLimit) {
    this.folders = List.copyOf(folders);
    this.mayWrite = mayWrite;
    this.answerLimit = answerLimit;
    this.proofLimit = proofLimit;
    this.folders.stream()
        .filter(folder -> exports.contains(folder.path()))
        .forEach(folder -> this.exports.put(folder, new PatientCall<>("stillkeep-look " + folder.path())));
  }

  /** What overlaps now. While anything does, nothing may be read or written. */
  List<Overlap> look() throws IOException {
    String mounts = DisjointFolders.mountTableFingerprint();
    Map<Folder, Boolean> answers = askExports();
    failing = without(answers.keySet(), silent);
    boolean isNew = answers.keySet().stream().anyMatch(each -> !isProven(each.path()));
    boolean cameBack = spared.stream().anyMatch(each -> answers.getOrDefault(each, false));
    boolean mustProve = !mounts.equals(provenFor) || !overlaps.isEmpty() || isNew || cameBack;
    overlaps = mustProve ? prove(answers) : checkWithoutWriting();
    provenFor = mounts;
    return overlaps;
  }

  /** Whether the table of mounts has changed since the folders were proved to be apart. Cheap. */
  boolean mustProveAgain() {
    try {
      return !DisjointFolders.mountTableFingerprint().equals(provenFor);
    } catch (IOException e) {
      return true;
    }
  }

  /** The exports whose disks gave no answer at the last look, as long as they were given for it. */
  Set<Path> silent() {
    return paths(silent);
  }

  /** The exports whose disks answered, at the last look, that they fail. Nothing may be written to them either. */
  Set<Path> failing() {
    return paths(failing);
  }

  private static Set<Path> paths(Set<Folder> folders) {
    return folders.stream().map(Folder::path).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a proof stands that an export folder lies apart, as far as it is one of ours to watch. Any thread may ask. */
  boolean isProven(Path export) {
    return proven.contains(export) || exports.keySet().stream().noneMatch(each -> each.path().equals(export));
  }

  /**
   * All at once, so that the worker waits for the slowest of them and not for their sum; says who is silent.
   *
   * @return what the others say, but for those that fail
   */
  private Map<Folder, Boolean> askExports() throws IOException {
    exports.forEach((folder, call) -> call.ask(() -> lookInto(folder)));
    long deadline = System.nanoTime() + answerLimit.toNanos();
    Map<Folder, Boolean> answers = new LinkedHashMap<>();
    Set<Folder> hanging = new HashSet<>();
    for (Map.Entry<Folder, PatientCall<Boolean>> export : exports.entrySet()) {
      try {
        Optional<Boolean> answer = export.getValue().await(deadline);
        answer.ifPresentOrElse(said -> answers.put(export.getKey(), said), () -> hanging.add(export.getKey()));
      } catch (IOException e) {
        // A network disk that is down says so (F13, F15, F18, F19), and nothing is proved of it, as if it were silent.
        log.debug("{} cannot be looked at: {}", export.getKey().path(), e.toString());
      }
    }
    silent = Set.copyOf(hanging);
    return answers;
  }

  /** The exports that are in neither of these. */
  private Set<Folder> without(Set<Folder> some, Set<Folder> others) {
    return exports.keySet().stream()
        .filter(each -> !some.contains(each) && !others.contains(each))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Which of them keeps the proof from its end is not known: none is part of it. */
  private List<Folder> withoutExports() throws IOException {
    askExports();
    failing = without(Set.of(), silent);
    return withoutAway();
  }

  /** Whether a probe may be put there; fails where nothing can be told, since its disk fails. */
  private boolean lookInto(Folder folder) throws IOException {
    boolean mayBeWritten = mayWrite.test(folder);
    if (!mayBeWritten) {
      requireAnswer(folder.path());
    }
    return mayBeWritten;
  }

  private static void requireAnswer(Path folder) throws IOException {
    try {
      Files.readAttributes(folder, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      log.debug("{} is not there", folder);
    }
  }

  private List<Overlap> prove(Map<Folder, Boolean> answers) throws IOException {
    List<Folder> there = withoutAway();
    Set<Folder> away = new HashSet<>(there);
    away.removeIf(folder -> answers.getOrDefault(folder, true));
    proof.ask(() -> DisjointFolders.check(there, folder -> !away.contains(folder)));
    Optional<List<Overlap>> found = awaitProof();
    List<Folder> provenNow = there;
    if (found.isEmpty()) {
      provenNow = withoutExports();
      found = Optional.of(DisjointFolders.check(provenNow));
    }
    proven = provenNow.stream().map(Folder::path).collect(Collectors.toUnmodifiableSet());
    spared = away;
    return found.get();
  }

  private List<Overlap> checkWithoutWriting() throws IOException {
    List<Folder> there = withoutAway();
    proof.ask(() -> DisjointFolders.checkWithoutWriting(there));
    Optional<List<Overlap>> found = awaitProof();
    if (found.isEmpty()) {
      return DisjointFolders.checkWithoutWriting(withoutExports());
    }
    return found.get();
  }

  /** What it found; empty when it takes too long, or when the disk of an export has begun to fail meanwhile. */
  private Optional<List<Overlap>> awaitProof() throws IOException {
    try {
      return proof.await(System.nanoTime() + proofLimit.toNanos());
    } catch (IOException e) {
      if (askExports().size() == exports.size()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<Folder> withoutAway() {
    return folders.stream().filter(folder -> !silent.contains(folder) && !failing.contains(folder)).toList();
  }
}
