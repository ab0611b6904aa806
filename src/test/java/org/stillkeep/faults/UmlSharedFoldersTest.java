package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inbox and vault on shares of a real Samba, and folders that are one by several names. */
class UmlSharedFoldersTest {

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "smbd", "smbclient", "mount.cifs", "exportfs", "rpc.nfsd", "rpcbind");
  }

  @Test
  @Covers("F44")
  void whatAnotherComputerPutsIntoAnInboxOnAShareIsImportedOnceItIsWhole() throws Exception {
    Outcome outcome =
        linux.run(
            """
            disk back 300M
            samba /run/back
            share /run/m/nas
            mkdir /run/back/Inbox
            home /run/home/Export /run/m/nas/Inbox
            agent
            await 60 in_step
            zip=$(echo "$template"/later/*.zip)
            head -c 30000 "$zip" > /run/back/Inbox/${zip##*/}
            sleep 12
            tail -n 1 /run/out/status.jsonl > /run/out/half
            tail -c +30001 "$zip" >> /run/back/Inbox/${zip##*/}
            await 120 says '"assets":33'
            await 60 in_step
            tail -n 1 /run/out/status.jsonl > /run/out/whole
            quits
            list inbox /run/back/Inbox
            """);
    assertThat(outcome.text("half")).contains("\"assets\":32");
    assertThat(outcome.text("whole")).contains("\"problems\":[]");
    assertThat(outcome.list("inbox")).hasSize(1);
  }

  @Test
  @Covers({"F25", "F15"})
  void aVaultOnAShareWorksAndSurvivesItsServer() throws Exception {
    Outcome outcome =
        linux.run(
            """
            disk back 700M
            samba /run/back
            share /run/m/nas
            home /run/home/Export
            mv /run/home/Vault /run/m/nas/Vault
            home /run/home/Export /run/home/Inbox /run/m/nas/Vault
            stillkeep export export
            touch /run/tmp/before
            stillkeep import import "$template"/later/*.zip &
            IMPORT=$!
            writes() { find /run/back/Vault -newer /run/tmp/before -type f | grep -q .; }
            await 120 writes
            samba_signal KILL
            sleep 3
            samba_start
            wait $IMPORT
            stillkeep again import "$template"/later/*.zip
            stillkeep verify verify --read-data
            """);
    assertThat(outcome.exit("export")).as(outcome.words("export")).isZero();
    assertThat(outcome.exit("again")).as(outcome.words("again")).isZero();
    // Nobody's rights can be taken away there, which is said and is no fault of any photo.
    assertThat(outcome.words("verify")).contains("33 photos and videos checked", "1 note", "whoever may use its disk may enter it");
    assertThat(outcome.exit("verify")).isZero();
  }

  @Test
  @Covers("F16")
  void anInboxWhoseServerHangsKeepsNobodyFromAskingOrQuitting() throws Exception {
    Outcome outcome =
        linux.run(
            """
            disk back 300M
            samba /run/back
            share /run/m/nas
            mkdir /run/back/Inbox
            home /run/home/Export /run/m/nas/Inbox
            agent
            await 60 in_step
            samba_signal STOP
            sleep 8
            stillkeep status status
            stillkeep pause pause
            quits
            samba_signal CONT
            agent
            stillkeep resume resume
            cp "$template"/later/*.zip /run/back/Inbox/
            await 120 says '"assets":33'
            kill -TERM $AGENT
            """);
    assertThat(outcome.exit("status")).isZero();
    assertThat(outcome.exit("pause")).isZero();
    assertThat(outcome.number("quit.millis")).isLessThan(UserModeLinux.QUIT_MILLIS);
  }

  @Test
  @Covers({"O17", "O19", "O20"})
  void foldersThatAreOneByAnotherNameOrServerAreRefused() throws Exception {
    Outcome outcome =
        linux.run(
            """
            disk back 300M
            mkdir -p /run/back/Export /run/back/inner/Export /run/back/inner/Inbox
            samba /run/back
            share /run/m/a
            share /run/m/b '' inner
            share /run/m/c nosharesock
            nfs /run/back
            nfs4 /run/m/d
            same() { home "$2" "$3"; stillkeep "$1" check-config; }
            same case /run/m/a/inner/Export /run/m/a/INNER/EXPORT
            same twice /run/m/a/Export /run/m/c/Export
            same nested /run/m/a/inner/Export /run/m/b/Export
            same contains /run/m/a /run/m/b/Inbox
            same local /run/back/Export /run/m/a/Export
            same nfslocal /run/back/Export /run/m/d/Export
            same smbnfs /run/m/a/Export /run/m/d/Export
            same different /run/m/a/Export /run/m/d/inner/Inbox
            list back /run/back
            """);
    for (String name : new String[] {"case", "twice", "nested", "contains", "local", "nfslocal", "smbnfs"}) {
      assertThat(outcome.exit(name)).as(name + ": " + outcome.words(name)).isEqualTo(2);
    }
    assertThat(outcome.exit("different")).as(outcome.words("different")).isZero();
    assertThat(outcome.list("back")).as("the proof leaves nothing").isEmpty();
  }
}
