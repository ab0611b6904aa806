package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.PatientCall;
import org.stillkeep.files.RollCall;

/**
 * Watches that inbox, vault, export and state folders stay apart while the agent runs: the full proof whenever the table of
 * mounts has changed or a disk has come back, the cheap part of it at every other look. Used by the worker only, but for
 * {@link #isProven}.
 *
 * <p>A disk may hang, or fail at whatever it is asked. It is therefore asked with a limit; a folder that does not answer is left
 * out of the proof, and nothing may be read from or written to it before a proof that it is part of. The proof of the others is no
 * weaker for that: what nobody touches is in nobody's way.
 */
final class FolderGuard {

  private static final Logger log = LoggerFactory.getLogger(FolderGuard.class);

  /** Finds out which of these folders overlap. */
  private interface Proof {
    List<Overlap> of(List<Folder> there) throws IOException;
  }

  /** How long a disk may take to tell whether it is there; one that spins up takes a few seconds. */
  static final Duration ANSWER = Duration.ofSeconds(10);
  /** The proof takes two seconds over a network, and longer over a slow one. */
  private static final Duration PROOF = Duration.ofSeconds(30);

  private final List<Folder> folders;
  private final Predicate<Folder> mayWrite;
  private final Duration answerLimit;
  private final Duration proofLimit;
  private final Map<Folder, PatientCall<Boolean>> asked = new LinkedHashMap<>();
  private final Runnable betweenSteps;

  /** By the folders that they are of: a proof that hangs holds up none of fewer folders. */
  private final Map<List<Folder>, PatientCall<List<Overlap>>> proofs = new HashMap<>();

  private String provenFor = "";
  /** Into these no probe was put. */
  private Set<Folder> spared = Set.of();

  /** Those whose disks gave no answer in time. */
  private Set<Folder> silent = Set.of();

  /** Those whose disks answered that they fail, or fail at being proved. */
  private Set<Folder> failing = Set.of();

  /** Of those, whose disks answer: something keeps the proof of them from its end. */
  private Set<Folder> unproven = Set.of();

  /** What was last said of those that fail. */
  private Map<Folder, String> told = Map.of();

  private List<Overlap> overlaps = List.of();

  /** Replaced as a whole, for the lanes ask for it. */
  private volatile Set<Path> proven = Set.of();

  /**
   * @param mayHang which of the folders may hang
   * @param mayWrite whether a probe may be put into one of these: not into the bare mount point of a disk that is away
   * @param betweenSteps called by the worker between two waits: a look may take minutes when several disks begin to hang
   */
  FolderGuard(List<Folder> folders, Set<Path> mayHang, Predicate<Folder> mayWrite, Runnable betweenSteps) {
    this(folders, mayHang, mayWrite, betweenSteps, ANSWER, PROOF);
  }

  FolderGuard(
      List<Folder> folders,
      Set<Path> mayHang,
      Predicate<Folder> mayWrite,
      Runnable betweenSteps,
      Duration answerLimit,
      Duration proofLimit) {
    this.folders = List.copyOf(folders);
    this.mayWrite = mayWrite;
    this.betweenSteps = betweenSteps;
    this.answerLimit = answerLimit;
    this.proofLimit = proofLimit;
    this.folders.stream()
        .filter(folder -> mayHang.contains(folder.path()))
        .forEach(folder -> asked.put(folder, new PatientCall<>("stillkeep-ask " + folder.path())));
  }

  /** What overlaps now. While anything does, nothing may be read or written. */
  List<Overlap> look() throws IOException {
    String mounts = DisjointFolders.mountTableFingerprint();
    Set<Folder> awayBefore = Stream.concat(silent.stream(), failing.stream()).collect(Collectors.toSet());
    Map<Folder, Boolean> answers = ask();
    failing = without(answers.keySet(), silent);
    unproven = Set.of();
    boolean isNew = answers.keySet().stream().anyMatch(each -> !isProven(each.path()));
    boolean cameBack =
        answers.keySet().stream().anyMatch(awayBefore::contains) || spared.stream().anyMatch(each -> answers.getOrDefault(each, false));
    boolean mustProve = !mounts.equals(provenFor) || !overlaps.isEmpty() || isNew || cameBack;
    overlaps = mustProve ? prove(answers) : asFarAsTheyAnswer(DisjointFolders::checkWithoutWriting);
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

  /** The folders whose disks gave no answer at the last look, as long as they were given for it. */
  Set<Path> silent() {
    return paths(silent);
  }

  /** The folders whose disks answered, at the last look, that they fail, and the unproven ones. Nothing may be asked of them either. */
  Set<Path> failing() {
    return paths(failing);
  }

  /** The folders that are left out though their disks answer: what the proof met in one of them does not. */
  Set<Path> unproven() {
    return paths(unproven);
  }

  /** Both. */
  Set<Path> away() {
    return Stream.concat(silent().stream(), failing().stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Path> paths(Set<Folder> folders) {
    return folders.stream().map(Folder::path).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a proof stands that an export folder lies apart, as far as it is one of ours to watch. Any thread may ask. */
  boolean isProven(Path export) {
    return proven.contains(export) || asked.keySet().stream().noneMatch(each -> each.path().equals(export));
  }

  /**
   * All at once, so that the worker waits for the slowest of them and not for their sum; says who is silent.
   *
   * @return what the others say, but for those that fail
   */
  private Map<Folder, Boolean> ask() throws IOException {
    asked.forEach((folder, call) -> call.ask(() -> lookInto(folder)));
    long deadline = System.nanoTime() + answerLimit.toNanos();
    Map<Folder, Boolean> answers = new LinkedHashMap<>();
    Set<Folder> hanging = new HashSet<>();
    Map<Folder, String> failures = new HashMap<>();
    for (Map.Entry<Folder, PatientCall<Boolean>> each : asked.entrySet()) {
      try {
        Optional<Boolean> answer = each.getValue().await(deadline);
        answer.ifPresentOrElse(said -> answers.put(each.getKey(), said), () -> hanging.add(each.getKey()));
      } catch (IOException e) {
        // A network disk that is down says so (F13, F15, F18, F19), and nothing is proved of it, as if it were silent.
        failures.put(each.getKey(), e.toString());
      }
    }
    silent = Set.copyOf(hanging);
    tell(failures);
    return answers;
  }

  /** Once for each reason: it may last for days. */
  private void tell(Map<Folder, String> failures) {
    failures.forEach(
        (folder, reason) -> {
          if (!reason.equals(told.get(folder))) {
            log.info("the {} {} cannot be looked at: {}", folder.role(), folder.path(), reason);
          }
        });
    told = Map.copyOf(failures);
  }

  /** Those asked that are in neither of these. */
  private Set<Folder> without(Set<Folder> some, Set<Folder> others) {
    return asked.keySet().stream()
        .filter(each -> !some.contains(each) && !others.contains(each))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a probe may be put there; fails where nothing can be told, since its disk fails. */
  private boolean lookInto(Folder folder) throws IOException {
    RollCall.look(folder.path());
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
    Set<Folder> away = new HashSet<>(withoutAway());
    away.removeIf(folder -> answers.getOrDefault(folder, true));
    List<Overlap> found = asFarAsTheyAnswer(there -> DisjointFolders.check(there, folder -> !away.contains(folder)));
    proven = paths(Set.copyOf(withoutAway()));
    spared = away;
    return found;
  }

  /**
   * What the proof finds of those whose disks answer to its end. When one keeps it from that, those are left out that have begun
   * to hang or to fail meanwhile; where that tells nothing, first the exports, which most likely lie on a network, and then all
   * that may hang.
   */
  private List<Overlap> asFarAsTheyAnswer(Proof wanted) throws IOException {
    List<Folder> all = withoutAway();
    Optional<List<Overlap>> found = inTime(wanted);
    if (found.isEmpty()) {
      leaveOut(folder -> false);
      found = withoutAway().equals(all) ? found : inTime(wanted);
    }
    if (found.isEmpty()) {
      leaveOut(folder -> folder.role().equals("export"));
      found = inTime(wanted);
    }
    if (found.isEmpty()) {
      leaveOut(folder -> true);
      found = Optional.of(wanted.of(withoutAway()));
    }
    return found.get();
  }

  private void leaveOut(Predicate<Folder> more) throws IOException {
    Set<Folder> answering = ask().keySet();
    unproven = answering.stream().filter(more).collect(Collectors.toUnmodifiableSet());
    failing = Stream.concat(without(answering, silent).stream(), unproven.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** What it found; empty when it takes too long, or when a disk has begun to fail meanwhile. */
  private Optional<List<Overlap>> inTime(Proof wanted) throws IOException {
    betweenSteps.run();
    List<Folder> there = withoutAway();
    PatientCall<List<Overlap>> call = proofs.computeIfAbsent(there, each -> new PatientCall<>("stillkeep-proof"));
    call.ask(() -> wanted.of(there));
    try {
      return call.await(System.nanoTime() + proofLimit.toNanos());
    } catch (IOException e) {
      Set<Folder> answering = ask().keySet();
      if (there.stream().filter(asked::containsKey).allMatch(answering::contains)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<Folder> withoutAway() {
    return folders.stream().filter(folder -> !silent.contains(folder) && !failing.contains(folder)).toList();
  }
}
