package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.CrashTakeout;
import org.stillkeep.cli.Installation;
import org.stillkeep.cli.Wholeness;
import org.stillkeep.files.Mounts;

/**
 * Power cuts of a computer whose whole installation lies on one disk: copies of the disk, made in an instant while the program works,
 * are started from. Half of them are of a disk that loses what it was not told to flush.
 *
 * <p>{@code -Dstillkeep.points} says how many (12, in the long form 200).
 */
class DevicePowerCutTest {

  private static final int CUTS = Integer.getInteger("stillkeep.points", Tier.slow() ? 200 : 12);
  private static final int PHOTOS = 12;
  private static final int CUTS_EACH = 3;
  private static final Pattern CHECKED = Pattern.compile("^([0-9,]+) photos? and videos? checked", Pattern.MULTILINE);

  /** Of the disk, and what the program had said by then. */
  private record Cut(Path snapshot, List<CrashTakeout> dropped, int acknowledged) {}

  @TempDir private Path temp;
  private final Random random = new Random(51);
  private Mounts mounts;
  private FailingDisk disk;
  private int cuts;

  @BeforeEach
  void require() throws Exception {
    mounts = new Mounts(temp);
    FailingDisk.require();
    Mounts.needPrograms("mkfs.btrfs");
    // The first process to open a catalog keeps SQLite's library open beside it to its end, which here is ours.
    EmptyVault.shared().copyTo(mounts.directory("elsewhere")).runHere("verify").mustSucceed();
    Path copies = mounts.directory("copies");
    mounts.mount(copies, "mount", mounts.device("3G", "mkfs.btrfs", "-q"), copies.toString());
  }

  @AfterEach
  void unplug() throws Exception {
    mounts.close();
  }

  @ParameterizedTest(name = "a disk that forgets: {0}")
  @ValueSource(booleans = {false, true})
  @Covers({"F51", "P1", "P20"})
  void afterAPowerCutWhatWasAcknowledgedIsThereAndTheRestIsDoneOnce(boolean forgetful) throws Exception {
    for (int round = 0; cuts < CUTS / 2; round++) {
      disk = FailingDisk.in(mounts, mounts.directory("copies/round-" + round), "400M");
      disk.pullOut();
      List<Cut> taken = liveThrough(forgetful);
      Collections.shuffle(taken, random);
      for (Cut cut : taken.subList(0, Math.min(taken.size(), CUTS / 2 - cuts))) {
        disk.become(cut.snapshot);
        disk.plugIn();
        requireWhole(cut);
        disk.pullOut();
        cuts++;
      }
    }
    System.out.println("F51 P20: " + cuts + " power cuts of a disk that " + (forgetful ? "forgets" : "keeps") + " what was not flushed");
  }

  /** Two Takeouts are imported and exported, one after the other. */
  private List<Cut> liveThrough(boolean forgetful) throws Exception {
    plugIn(forgetful);
    Installation installation = EmptyVault.shared().copyTo(Files.createDirectory(disk.folder().resolve("home")));
    List<Cut> taken = new ArrayList<>();
    List<CrashTakeout> dropped = new ArrayList<>();
    for (int number = 0; number < 2; number++) {
      CrashTakeout takeout = CrashTakeout.dropInto(installation.inbox(), number, PHOTOS);
      mounts.run("sync", "-f", disk.folder().toString());
      int acknowledged = assets(dropped);
      dropped.add(takeout);
      taken.addAll(cutMeanwhile(installation, List.copyOf(dropped), acknowledged, takeout.importArguments()));
      taken.addAll(cutMeanwhile(installation, List.copyOf(dropped), assets(dropped), "export"));
    }
    disk.pullOut();
    return taken;
  }

  private void plugIn(boolean forgetful) throws IOException {
    if (forgetful) {
      disk.plugInForgetful();
    } else {
      disk.plugIn();
    }
  }

  private static int assets(List<CrashTakeout> takeouts) {
    return takeouts.stream().mapToInt(CrashTakeout::assets).sum();
  }

  /** Cuts the power a few times, each time a moment after the program has written something. */
  private List<Cut> cutMeanwhile(Installation installation, List<CrashTakeout> dropped, int acknowledged, String... arguments)
      throws Exception {
    List<Cut> taken = new ArrayList<>();
    long seen = written(installation);
    Process process = installation.start(arguments);
    process.getOutputStream().close();
    while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
      long now = written(installation);
      if (now != seen && taken.size() < CUTS_EACH && !process.waitFor(random.nextInt(80), TimeUnit.MILLISECONDS)) {
        taken.add(new Cut(disk.snapshot("cut-" + System.nanoTime()), dropped, acknowledged));
        seen = written(installation);
      }
    }
    assertThat(process.exitValue()).as("%s; %s", arguments[0], installation.agentLog()).isZero();
    return taken;
  }

  private static long written(Installation installation) {
    return files(installation.vault().resolve("objects")) + files(installation.vault().resolve("changes")) + files(installation.export());
  }

  /** How many there are under their final names; what goes away meanwhile is not counted. */
  private static long files(Path folder) {
    File[] children = Optional.ofNullable(folder.toFile().listFiles((parent, name) -> !name.startsWith(".stillkeep-"))).orElse(new File[0]);
    return Stream.of(children).mapToLong(each -> each.isDirectory() ? files(each.toPath()) : 1).sum();
  }

  private void requireWhole(Cut cut) throws Exception {
    Installation installation = Installation.at(disk.folder().resolve("home"));
    Wholeness wholeness = Wholeness.afterAPowerCut(installation, cut.dropped);
    wholeness.assertNothingTorn();
    String check = installation.runHere("verify", "--read-data").mustSucceed().words();
    Matcher checked = CHECKED.matcher(check);
    assertThat(checked.find()).as(check).isTrue();
    assertThat(Integer.parseInt(checked.group(1).replace(",", ""))).as("photos after the cut").isGreaterThanOrEqualTo(cut.acknowledged);
    wholeness.finishAndAssert();
  }
}
