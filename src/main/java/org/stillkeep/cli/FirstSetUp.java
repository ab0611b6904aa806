package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.OverlapWords;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.importer.Forecast;
import org.stillkeep.importer.InspectReport;
import org.stillkeep.importer.Inspection;
import org.stillkeep.inbox.InboxListing;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.library.Keys;
import org.stillkeep.store.StoreException;
import org.stillkeep.web.SetUp;

/**
 * First-run set-up by the page. Until {@link #finish} all of it lives in memory. Then comes first the configuration, which
 * names the folders, then the vault: interrupted in between, the next start finds a configuration that nobody has touched and
 * no vault, and is the first once more, with the same folders proposed.
 */
final class FirstSetUp implements SetUp, Closeable {

  /** What a start comes to: a configuration, and the keys of its vault, which are the taker's to close. */
  record Done(Config config, Keys keys) {}

  /** Fewer would prove too little. */
  private static final int LEAST_WORDS_AGAIN = 3;

  /** Room that an asset takes beside its content: a preview, its row, the last block of a disk. */
  private static final long BYTES_BESIDE = 16 << 10;

  private static final Logger log = LoggerFactory.getLogger(FirstSetUp.class);

  private final Face face;
  private final Path configFile;
  private final Config proposal;
  private final SetUpCheck check;
  private final CompletableFuture<Done> done = new CompletableFuture<>();

  /** Guarded by this object's lock, as are {@link #words}. */
  private Optional<Keys.Created> created = Optional.empty();

  private List<String> words = List.of();

  /** @param proposal the folders that are proposed, and all that is not asked for */
  FirstSetUp(Face face, Path configFile, Config proposal) {
    this.face = face;
    this.configFile = configFile;
    this.proposal = proposal;
    this.check = new SetUpCheck(face.places(), proposal.state());
  }

  /** Complete once {@link #finish} has been. */
  CompletableFuture<Done> done() {
    return done;
  }

  @Override
  public Choice proposal() {
    return new Choice(
        proposal.inboxes().stream().map(this::shown).toList(),
        shown(proposal.vault()),
        proposal.exports().stream().map(export -> shown(export.path())).toList());
  }

  @Override
  public List<Finding> check(Choice choice) {
    return check.of(choice);
  }

  @Override
  public DryRun dryRun(Choice choice, BooleanSupplier stopRequested) throws IOException {
    List<Path> inboxes =
        choice.inboxes().stream().flatMap(written -> check.resolve(written).stream()).filter(Files::isDirectory).toList();
    InboxScanner scanner = new InboxScanner(inboxes, new SettleOptions(Duration.ZERO), System::nanoTime);
    // Only the second look can tell what did not change since the first.
    scanner.scan(stopRequested);
    InboxListing listing = scanner.scan(stopRequested);
    List<Path> archives = listing.settled().stream().map(SettledArchive::path).distinct().toList();
    try (InspectReport report = Inspection.of(archives, stopRequested)) {
      Forecast forecast = report.forecast();
      int readable = (int) report.archives().stream().filter(each -> each.state().equals("ok")).count();
      List<String> missing = new ArrayList<>();
      report.sets().forEach(set -> set.missingParts().forEach(part -> missing.add(partName(set.id(), part))));
      long beside = (forecast.photos() + forecast.videos()) * BYTES_BESIDE;
      return new DryRun(
          readable,
          listing.waiting().size() + report.archives().size() - readable,
          forecast.photos(),
          forecast.videos(),
          missing,
          forecast.contentBytes() + beside,
          forecast.filedBytes() + beside);
    }
  }

  private static String partName(String setId, int part) {
    return setId + " " + String.format(Locale.ROOT, "%03d", part);
  }

  @Override
  public List<String> newKeys(char[] passphrase) {
    if (passphrase.length < Passphrases.LEAST_CHARACTERS) {
      throw new IllegalArgumentException("the passphrase is shorter than " + Passphrases.LEAST_CHARACTERS + " characters");
    }
    Keys.Created fresh = NewVault.newKeys(passphrase);
    try {
      List<String> freshWords = List.copyOf(fresh.keys().recoveryWords(fresh.attributes()));
      replace(fresh, freshWords);
      return freshWords;
    } catch (IOException e) {
      throw new IllegalStateException("keys that were made just now do not fit together", e);
    }
  }

  private synchronized void replace(Keys.Created fresh, List<String> freshWords) {
    created.ifPresent(old -> old.keys().close());
    created = Optional.of(fresh);
    words = freshWords;
  }

  @Override
  public synchronized List<Finding> finish(Choice choice, List<String> wordsAgain) throws IOException {
    if (done.isDone()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>(check.of(choice).stream().filter(each -> !each.refusal().isEmpty()).toList());
    findings.addAll(wordFindings(wordsAgain));
    if (!findings.isEmpty()) {
      return findings;
    }
    String text = text(choice);
    Config config = read(text);
    List<Overlap> overlaps = DisjointFolders.check(config.folders());
    if (!overlaps.isEmpty()) {
      return overlaps.stream().map(FirstSetUp::finding).toList();
    }
    if (isConfiguredBySomebodyElse()) {
      return List.of(
          finding(
              "config",
              0,
              "somebody has written " + configFile + " in the meantime, and it is not replaced; start Stillkeep once more to work with it,"
                  + " or move it away"));
    }
    try {
      ConfigText.write(configFile, text);
    } catch (IOException e) {
      log.warn("the configuration cannot be written", e);
      return List.of(finding("config", 0, configFile + " cannot be written (" + e + "); see to its folder, and start once more"));
    }
    return createVault(config);
  }

  /** Not what an interrupted set-up of ours has left, which may be replaced. */
  private boolean isConfiguredBySomebodyElse() throws IOException {
    try {
      return Files.isRegularFile(configFile) && !new FirstStart(face, configFile).isToCome();
    } catch (ConfigException e) {
      log.info("the configuration that is there by now cannot be read: {}", e.getMessage());
      return true;
    }
  }

  private List<Finding> createVault(Config config) throws IOException {
    Keys.Created keys = created.orElseThrow();
    try {
      new NewVault(face, config).write(keys);
    } catch (StoreException e) {
      return List.of(finding("vault", 0, e.getMessage()));
    }
    created = Optional.empty();
    // The vault is there: whatever fails from here on must not look as if it were not.
    new LibraryKeys(face, config).keepOrSay(keys.keys());
    if (!done.complete(new Done(config, keys.keys()))) {
      keys.keys().close();
    }
    return List.of();
  }

  /** The words are a person's: case and blanks do not matter. */
  private List<Finding> wordFindings(List<String> wordsAgain) {
    if (created.isEmpty()) {
      return List.of(finding("passphrase", 0, "choose a passphrase first"));
    }
    int given = 0;
    for (int i = 0; i < wordsAgain.size(); i++) {
      String word = wordsAgain.get(i).strip().toLowerCase(Locale.ROOT);
      given += word.isEmpty() ? 0 : 1;
      if (!word.isEmpty() && !word.equals(words.get(i))) {
        return List.of(finding("words", i, "word " + (i + 1) + " is another one; look at what you wrote down"));
      }
    }
    return given >= LEAST_WORDS_AGAIN ? List.of() : List.of(finding("words", 0, "type the recovery words that are asked for"));
  }

  private static Finding finding(Overlap overlap) {
    String why = OverlapWords.what(overlap) + "; choose folders side by side";
    String role = overlap.second().role().equals("state") ? overlap.first().role() : overlap.second().role();
    return finding(role, 0, why);
  }

  private static Finding finding(String role, int index, String refusal) {
    return new Finding(role, index, "", refusal, "", OptionalLong.empty());
  }

  private String text(Choice choice) throws IOException {
    return new ConfigText(face.places().home())
        .of(
            choice.inboxes().stream().map(written -> check.resolve(written).orElseThrow()).toList(),
            check.resolve(choice.vault()).orElseThrow(),
            choice.exports().stream().map(written -> check.resolve(written).orElseThrow()).toList());
  }

  private Config read(String text) throws IOException {
    try {
      return new ConfigReader(face.places()).read(configFile, text);
    } catch (ConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String shown(Path path) {
    Path home = face.places().home();
    return path.startsWith(home) && !path.equals(home) ? Path.of("~").resolve(home.relativize(path)).toString() : path.toString();
  }

  @Override
  public synchronized void close() {
    created.ifPresent(keys -> keys.keys().close());
    created = Optional.empty();
    done.cancel(true);
  }
}
