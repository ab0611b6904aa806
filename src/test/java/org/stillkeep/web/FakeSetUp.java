package org.stillkeep.web;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** First-run set-up of the {@link FakeBackend}. A folder whose name holds {@code overlap} is refused. */
final class FakeSetUp implements SetUp {

  private static final int WORDS = 24;
  private static final long FREE_BYTES = 290_000_000_000L;

  /** Dry runs that have begun and not ended. */
  final List<Choice> running = new CopyOnWriteArrayList<>();

  /** Dry runs wait for a permit; there are plenty until a test drains them. */
  final Semaphore mayEnd = new Semaphore(1000);

  /** Checks of a folder whose name holds {@code hung}, each of which waits for an answer. */
  final AtomicInteger checksThatHang = new AtomicInteger();

  final Semaphore answers = new Semaphore(0);

  /** What keys were made of, as it is left by the page, and how long it was. */
  final List<char[]> passphrases = new CopyOnWriteArrayList<>();

  final List<Integer> lengths = new CopyOnWriteArrayList<>();
  private final FakeBackend backend;
  private List<String> words = List.of();

  FakeSetUp(FakeBackend backend) {
    this.backend = backend;
  }

  @Override
  public Choice proposal() {
    return new Choice(List.of("~/Stillkeep/Inbox"), "~/Stillkeep/Vault", List.of("~/Stillkeep/Export"));
  }

  @Override
  public List<Finding> check(Choice choice) {
    if (choice.vault().contains("hung")) {
      checksThatHang.incrementAndGet();
      answers.acquireUninterruptibly();
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < choice.inboxes().size(); i++) {
      findings.add(finding("inbox", i, choice.inboxes().get(i)));
    }
    findings.add(finding("vault", 0, choice.vault()));
    for (int i = 0; i < choice.exports().size(); i++) {
      findings.add(finding("export", i, choice.exports().get(i)));
    }
    return findings;
  }

  private static Finding finding(String role, int index, String path) {
    String resolved = path.replace("~", "/home/anna");
    String refusal = path.contains("overlap") ? resolved + " lies inside the inbox /home/anna/Stillkeep/Inbox" : "";
    return new Finding(role, index, resolved, refusal, refusal.isEmpty() ? "it will be created" : "", OptionalLong.of(FREE_BYTES));
  }

  @Override
  public DryRun dryRun(Choice choice, BooleanSupplier stopRequested) {
    running.add(choice);
    try {
      while (!stopRequested.getAsBoolean()) {
        if (mayEnd.tryAcquire(20, TimeUnit.MILLISECONDS)) {
          return new DryRun(12, 1, 48_211, 1_204, List.of("takeout-20240131T101112Z-003"), 310_000_000_000L, 309_000_000_000L);
        }
      }
      return new DryRun(0, 0, 0, 0, List.of(), 0, 0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      running.remove(choice);
    }
  }

  @Override
  public synchronized List<String> newKeys(char[] passphrase) {
    passphrases.add(passphrase);
    lengths.add(passphrase.length);
    words = new ArrayList<>();
    for (int i = 1; i <= WORDS; i++) {
      words.add((passphrases.size() == 1 ? "word" : "other") + i);
    }
    return words;
  }

  @Override
  public List<Finding> finish(Choice choice, List<String> wordsAgain) {
    List<Finding> hindrances = check(choice).stream().filter(each -> !each.refusal().isEmpty()).toList();
    if (!hindrances.isEmpty()) {
      return hindrances;
    }
    if (!confirmed(wordsAgain)) {
      return List.of(new Finding("words", 0, "", "these are not the words that were shown", "", OptionalLong.empty()));
    }
    backend.enter(PageBackend.Phase.RUNNING);
    return List.of();
  }

  private synchronized boolean confirmed(List<String> again) {
    int right = 0;
    for (int i = 0; i < Math.min(again.size(), words.size()); i++) {
      if (again.get(i).equals(words.get(i))) {
        right++;
      } else if (!again.get(i).isEmpty()) {
        return false;
      }
    }
    return right > 0;
  }
}
