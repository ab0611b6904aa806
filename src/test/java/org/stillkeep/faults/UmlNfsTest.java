package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export folder on an NFS server, through the kernel's own client. */
class UmlNfsTest {

  private static final String SERVER =
      """
      disk back 300M
      mkdir /run/back/Export
      nfs /run/back
      home /run/m/nas/Export
      slowly 60000
      """;

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "exportfs", "rpc.nfsd", "rpc.mountd", "rpcbind", "mount.nfs");
  }

  @Test
  @Covers({"F15", "F16"})
  void aServerThatStopsInMidCopyIsWaitedForAndKeepsNothingElseWaiting() throws Exception {
    Outcome outcome =
        run(
            """
            nfs4 /run/m/nas
            agent
            await 120 copying /run/back/Export
            nfs_stop
            await 90 says '"state":"not answering"'
            stillkeep status status
            quits
            agent
            await 60 says '"state":"not answering"'
            nfs_go
            await 180 in_step
            quits
            stillkeep again export --full
            list export /run/back/Export
            """);
    assertThat(outcome.millis("status")).isLessThan(UserModeLinux.ANSWER_MILLIS);
    assertThat(outcome.number("quit.millis")).isLessThan(UserModeLinux.QUIT_MILLIS);
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F18")
  void aSoftMountThatGivesUpIsAFolderThatIsNotConnected() throws Exception {
    Outcome outcome =
        run(
            """
            nfs4 /run/m/nas soft,timeo=10,retrans=2
            agent
            await 120 copying /run/back/Export
            nfs_stop
            await 90 says '"state":"not (connected|answering)"'
            sleep 20
            tail -n 1 /run/out/status.jsonl > /run/out/away
            nfs_go
            await 180 in_step
            quits
            list export /run/back/Export
            """);
    assertThat(outcome.text("away")).contains("\"problems\":[]");
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F14")
  void foldersThatAreRemovedOnTheServerMeanwhileAreMadeAgain() throws Exception {
    Outcome outcome =
        run(
            """
            nfs4 /run/m/nas
            stillkeep first export &
            await 120 copying /run/back/Export
            rm -rf '/run/back/Export/Photos from 2019'
            wait %%
            list partly /run/back/Export
            stillkeep second export
            stillkeep again export --full
            list export /run/back/Export
            rm -rf /run/back/Export
            stillkeep gone export
            ls -a /run/back > /run/out/back
            """);
    assertThat(outcome.exit("first")).as(outcome.words("first")).isZero();
    linux.home().assertAllIn(outcome.list("partly"));
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    linux.home().assertAllIn(outcome.list("export"));
    assertThat(outcome.exit("gone")).isEqualTo(6);
    assertThat(outcome.text("back")).doesNotContain("Export");
  }

  @Test
  @Covers("F13")
  void handlesThatAreStaleMeanNotConnected() throws Exception {
    Outcome outcome =
        run(
            """
            nfs3 /run/m/nas
            stillkeep first export
            stillkeep import import "$template"/later/*.zip
            exportfs -u 127.0.0.1:/run/back
            exportfs -o rw,no_root_squash,insecure,fsid=7,no_subtree_check 127.0.0.1:/run/back
            exportfs -f
            ls /run/m/nas/Export > /run/out/stale 2>&1
            stillkeep away export
            exportfs -u 127.0.0.1:/run/back
            exportfs -o rw,no_root_squash,insecure,fsid=0,no_subtree_check 127.0.0.1:/run/back
            exportfs -f
            stillkeep back export
            list export /run/back/Export
            """);
    assertThat(outcome.text("stale")).contains("Stale file handle");
    assertThat(outcome.exit("away")).as(outcome.words("away")).isEqualTo(6);
    assertThat(outcome.exit("back")).as(outcome.words("back")).isZero();
    assertThat(outcome.list("export").keySet()).anyMatch(path -> path.endsWith(PreparedHome.NEW_PHOTO));
  }

  @Test
  @Covers("F5")
  void aServerThatFillsUpInMidCopyIsSaidAndLeavesNoHalfFile() throws Exception {
    Outcome outcome =
        run(
            """
            nfs4 /run/m/nas
            stillkeep full export &
            await 120 copying /run/back/Export
            fill /run/back
            wait %%
            list full /run/back/Export
            unfill /run/back
            stillkeep room export
            list export /run/back/Export
            """);
    assertThat(outcome.exit("full")).isEqualTo(3);
    assertThat(outcome.words("full")).contains("no room");
    assertThat(outcome.list("full").keySet()).noneMatch(path -> path.contains(".stillkeep-tmp-"));
    assertThat(outcome.exit("room")).isZero();
    linux.home().assertAllIn(outcome.list("export"));
  }

  @Test
  @Covers("F23")
  void placeholdersOfFilesThatAreStillReadAreNotOurs() throws Exception {
    Outcome outcome =
        run(
            """
            nfs3 /run/m/nas
            stillkeep first export
            exec 9< '/run/m/nas/Export/Sardinia/metadata/IMG_0.jpg.json'
            sed -i '/^path = .*Export/a sidecars = []' /run/home/config.toml
            stillkeep deleting export
            ls -a /run/m/nas/Export/Sardinia/metadata > /run/out/names
            stillkeep again export --full
            stillkeep check verify --export
            ls -a /run/m/nas/Export/Sardinia/metadata > /run/out/still
            exec 9<&-
            """);
    assertThat(outcome.text("names")).contains(".nfs");
    assertThat(outcome.exit("deleting")).as(outcome.words("deleting")).isZero();
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    assertThat(outcome.words("check")).contains("all is well").doesNotContain(".nfs");
    assertThat(outcome.text("still")).isEqualTo(outcome.text("names"));
  }

  private static Outcome run(String scenario) throws Exception {
    return linux.run(SERVER + scenario);
  }
}
