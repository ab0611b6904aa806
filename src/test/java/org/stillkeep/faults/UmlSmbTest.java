package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export folder on a share of a real Samba, through the kernel's own client. */
class UmlSmbTest {

  private static final String SHARE =
      """
      disk back 300M
      samba /run/back
      share /run/m/nas
      mkdir /run/back/Export
      home /run/m/nas/Export
      slowly 60000
      """;

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "smbd", "smbclient", "mount.cifs");
  }

  @Test
  @Covers("F15")
  void aServerThatDiesInMidCopyAndComesBackGetsTheRestAndNothingTwice() throws Exception {
    Outcome outcome =
        run(
            """
            agent
            await 120 copying /run/back/Export
            samba_signal KILL
            await 90 says '"state":"not (connected|answering)"'
            tail -n 1 /run/out/status.jsonl > /run/out/away
            samba_start
            await 180 in_step
            tail -n 1 /run/out/status.jsonl > /run/out/back
            quits
            stillkeep again export --full
            list export /run/back/Export
            """);
    assertThat(outcome.text("away")).contains("\"problems\":[]");
    assertThat(outcome.text("back")).contains("\"problems\":[]");
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F16")
  void whileAServerHangsEverythingElseGoesOnAndItIsSaid() throws Exception {
    Outcome outcome =
        run(
            """
            agent
            await 120 copying /run/back/Export
            samba_signal STOP
            await 60 says '"state":"not answering"'
            stillkeep status status
            cp "$template"/later/*.zip /run/home/Inbox/later.part
            mv /run/home/Inbox/later.part /run/home/Inbox/takeout-20240801T101010Z-001.zip
            await 90 says '"assets":33'
            stillkeep pause pause
            await 20 says '"state":"paused"'
            stillkeep resume resume
            ls /proc/$AGENT/task | wc -l > /run/out/threads.1
            sleep 15
            ls /proc/$AGENT/task | wc -l > /run/out/threads.2
            quits
            agent
            await 60 says '"state":"not answering"'
            samba_signal CONT
            await 180 in_step
            quits
            list export /run/back/Export
            """);
    assertThat(outcome.words("status")).contains("not answering since");
    assertThat(List.of(outcome.millis("status"), outcome.millis("pause"), outcome.millis("resume"))).allMatch(millis -> millis < UserModeLinux.ANSWER_MILLIS);
    assertThat(outcome.number("threads.2")).isLessThanOrEqualTo(outcome.number("threads.1") + 1);
    assertThat(outcome.number("quit.millis")).isLessThan(UserModeLinux.QUIT_MILLIS);
    assertThat(outcome.list("export").keySet()).anyMatch(path -> path.endsWith(PreparedHome.NEW_PHOTO));
  }

  @Test
  @Covers("F5")
  void aShareThatFillsUpInMidCopyIsSaidAndLeavesNoHalfFile() throws Exception {
    Outcome outcome =
        run(
            """
            stillkeep full export &
            await 120 copying /run/back/Export
            fill /run/back
            wait %%
            list full /run/back/Export
            unfill /run/back
            stillkeep room export
            stillkeep again export --full
            list export /run/back/Export
            """);
    assertThat(outcome.exit("full")).isEqualTo(3);
    assertThat(outcome.words("full")).contains("no room");
    assertThat(outcome.list("full").keySet()).noneMatch(path -> path.contains(".stillkeep-tmp-"));
    assertThat(outcome.exit("room")).isZero();
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    linux.home().assertAllIn(outcome.list("export"));
  }

  /** Linux' own client deletes the open file when it cannot rename over it (6.1, cifs_rename2), so that the name is free at its end. */
  @Test
  @Covers("F21")
  void aFileThatSomebodyReadsIsReplacedWhenItIsClosed() throws Exception {
    Outcome outcome =
        run(
            """
            stillkeep first export
            stillkeep import import "$template"/later/*.zip
            exec 9< '/run/m/nas/Export/Sardinia/metadata/IMG_0.jpg.json'
            stillkeep replacing export 9<&- &
            EXPORT=$!
            waits() { find /run/back/Export -path '*/metadata/.stillkeep-tmp-*' | grep -q .; }
            await 60 waits
            sleep 4
            await 1 waits
            exec 9<&-
            wait $EXPORT
            list export /run/back/Export
            cat '/run/back/Export/Sardinia/metadata/IMG_0.jpg.json' > /run/out/then
            """);
    assertThat(outcome.exit("replacing")).as(outcome.words("replacing")).isZero();
    assertThat(outcome.text("then")).contains("at the beach");
    assertThat(outcome.list("export").keySet()).noneMatch(path -> path.contains(".stillkeep-tmp-"));
  }

  @Test
  @Covers("F21")
  void aFileThatSomebodyKeepsOpenIsReplacedByALaterPass() throws Exception {
    Outcome outcome =
        run(
            """
            stillkeep first export
            stillkeep import import "$template"/later/*.zip
            exec 9< '/run/m/nas/Export/Sardinia/metadata/IMG_0.jpg.json'
            stillkeep open export
            list open /run/back/Export
            exec 9<&-
            stillkeep closed export
            cat '/run/back/Export/Sardinia/metadata/IMG_0.jpg.json' > /run/out/then
            """);
    assertThat(outcome.exit("open")).isEqualTo(3);
    assertThat(outcome.words("open")).contains("1 file open in other programs, to be tried again");
    assertThat(outcome.list("open").keySet())
        .noneMatch(path -> path.contains(".stillkeep-tmp-"))
        .anyMatch(path -> path.endsWith(PreparedHome.NEW_PHOTO));
    assertThat(outcome.exit("closed")).as(outcome.words("closed")).isZero();
    assertThat(outcome.text("then")).contains("at the beach");
  }

  @Test
  @Covers("F22")
  void aFileThatIsDeletedWhileSomebodyReadsItIsNoTrouble() throws Exception {
    Outcome outcome =
        run(
            """
            stillkeep first export
            exec 9< '/run/m/nas/Export/Sardinia/metadata/IMG_0.jpg.json'
            sed -i '/^path = .*Export/a sidecars = []' /run/home/config.toml
            stillkeep deleting export
            ls -a /run/m/nas/Export/Sardinia/metadata > /run/out/names 2>&1
            stillkeep again export --full
            exec 9<&-
            stillkeep then export --full
            list export /run/back/Export
            """);
    assertThat(outcome.exit("deleting")).as(outcome.words("deleting")).isZero();
    assertThat(outcome.exit("again")).as(outcome.words("again")).isZero();
    assertThat(outcome.words("then")).contains("in step, nothing to do");
    assertThat(outcome.list("export").keySet()).noneMatch(path -> path.contains("metadata"));
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F27")
  void withoutItsMarkerNothingIsWrittenToTheShare() throws Exception {
    Outcome outcome =
        run(
            """
            stillkeep first export
            stillkeep import import "$template"/later/*.zip
            mv /run/back/Export/.stillkeep-export /run/back/aside
            list before /run/back/Export
            stillkeep away export
            list after /run/back/Export
            mv /run/back/aside /run/back/Export/.stillkeep-export
            stillkeep back export
            list export /run/back/Export
            """);
    assertThat(outcome.exit("away")).isEqualTo(6);
    assertThat(outcome.list("after")).isEqualTo(outcome.list("before"));
    assertThat(outcome.exit("back")).isZero();
    assertThat(outcome.list("export").keySet()).anyMatch(path -> path.endsWith(PreparedHome.NEW_PHOTO));
  }

  private static Outcome run(String scenario) throws Exception {
    return linux.run(SHARE + scenario);
  }
}
