package org.stillkeep.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.Wish;

/** A program behind the page, of which tests say what it does. It grants pauses, adopts, unlocks and is set up as the real one does. */
final class FakeBackend implements PageBackend {

  static final String PASSPHRASE = "correct horse battery staple";

  /** One that needs more memory than there is. */
  static final String GREEDY_PASSPHRASE = "a gigabyte of memory";

  final List<Wish> wishes = new CopyOnWriteArrayList<>();
  final List<RecentAsset> assets = new CopyOnWriteArrayList<>();
  final Map<Long, byte[]> previews = new ConcurrentHashMap<>();
  final Map<String, String> reports = new ConcurrentHashMap<>();
  final List<Integer> adopted = new CopyOnWriteArrayList<>();
  final List<char[]> passphrases = new CopyOnWriteArrayList<>();
  final FakeSetUp setUp = new FakeSetUp(this);
  private final List<Consumer<AgentStatus>> observers = new ArrayList<>();
  private Phase phase = Phase.RUNNING;
  private AgentStatus status = FakeStatus.idle();
  private Optional<String> hindrance = Optional.empty();

  /** Changes the phase and tells the page. */
  void enter(Phase next) {
    synchronized (this) {
      phase = next;
    }
    publish(status());
  }

  /** Publishes a status as the agent does. */
  void publish(AgentStatus next) {
    List<Consumer<AgentStatus>> told;
    synchronized (this) {
      status = next;
      told = List.copyOf(observers);
    }
    told.forEach(each -> each.accept(next));
  }

  /** What the next adoption is hindered by. */
  synchronized void hinder(String words) {
    hindrance = Optional.of(words);
  }

  @Override
  public synchronized Phase phase() {
    return phase;
  }

  @Override
  public synchronized AgentStatus status() {
    return status;
  }

  @Override
  public synchronized void observe(Consumer<AgentStatus> observer) {
    observers.add(observer);
  }

  @Override
  public void wish(Wish wish) {
    if (phase() != Phase.RUNNING) {
      throw new IllegalStateException("no agent runs");
    }
    wishes.add(wish);
    if (wish instanceof Wish.Pause pause) {
      publish(FakeStatus.paused(status(), pause.until()));
    } else if (wish instanceof Wish.Resume) {
      publish(FakeStatus.resumed(status()));
    }
  }

  @Override
  public List<RecentAsset> recent(int most) {
    return assets.stream().limit(most).toList();
  }

  @Override
  public Optional<byte[]> preview(long assetId) {
    return Optional.ofNullable(previews.get(assetId));
  }

  @Override
  public Optional<String> reportHtml(String setId) {
    return Optional.ofNullable(reports.get(setId));
  }

  @Override
  public synchronized Optional<String> adoptExport(int export, String path) {
    if (!status.exports().get(export).path().equals(path)) {
      return Optional.of("the export folders have changed");
    }
    if (hindrance.isEmpty()) {
      adopted.add(export);
    }
    return hindrance;
  }

  @Override
  public Unlocked unlock(char[] passphrase) {
    if (Arrays.equals(passphrase, GREEDY_PASSPHRASE.toCharArray())) {
      return Unlocked.NOT_ENOUGH_MEMORY;
    }
    passphrases.add(passphrase);
    if (!Arrays.equals(passphrase, PASSPHRASE.toCharArray())) {
      return Unlocked.WRONG_PASSPHRASE;
    }
    enter(Phase.RUNNING);
    return Unlocked.DONE;
  }

  @Override
  public SetUp setUp() {
    if (phase() != Phase.SET_UP) {
      throw new IllegalStateException("it is set up already");
    }
    return setUp;
  }

  /** Adds an asset with a preview of one colour. */
  void addAsset(long id, String title, int rgb) {
    assets.add(0, new RecentAsset(id, title, Optional.of(Instant.now()), true));
    previews.put(id, jpeg(rgb));
  }

  static byte[] jpeg(int rgb) {
    var picture = new java.awt.image.BufferedImage(160, 120, java.awt.image.BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, rgb ^ (x ^ y));
      }
    }
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      javax.imageio.ImageIO.write(picture, "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
