package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Outcome.Listed;

/**
 * The same export on file systems that share a library's names and times in different ways. On all of them: every photo whole and
 * once, nothing written a second time, not even after the disk was mounted anew. Prints what each made of the times.
 */
class UmlMatrixTest {

  private static final int LONGEST_NAME = 143;
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "smbd", "smbclient", "mount.cifs", "rpc.nfsd", "exportfs", "rpcbind", "mkfs.vfat", "ecryptfs-add-passphrase", "keyctl");
  }

  @AfterAll
  static void printTable() {
    TABLE.forEach(System.out::println);
  }

  static Stream<Arguments> fileSystems() {
    String fat = "mod loop vfat nls_cp437 nls_iso8859-1 nls_utf8; truncate -s 200M /run/fat.img; mkfs.vfat -F 32 /run/fat.img\n";
    String samba = "disk back 300M; samba /run/back ";
    return Stream.of(
        arguments("SMB 3.1.1, Samba", samba, "share /run/m/x"),
        arguments("SMB, case sensitive", samba + "'case sensitive = yes'", "share /run/m/x"),
        arguments("NFS 4.2", "disk back 300M; nfs /run/back", "nfs4 /run/m/x"),
        arguments("NFS 3", "disk back 300M; nfs /run/back", "nfs3 /run/m/x"),
        arguments("FAT32, utf8", fat, "mount -o loop,utf8,tz=UTC /run/fat.img /run/m/x"),
        arguments("FAT32, iocharset=utf8", fat, "mount -o loop,iocharset=utf8 /run/fat.img /run/m/x"),
        arguments(
            "eCryptfs",
            """
            mod ecryptfs
            disk back 300M
            mkdir /run/back/lower
            mount --bind /run/back/lower /run/back/lower
            printf passw0rd | ecryptfs-add-passphrase --fnek - > /run/tmp/keys
            set -- $(grep -o '\\[[0-9a-f]*\\]' /run/tmp/keys | tr -d '[]')
            KEYS="ecryptfs_sig=$1,ecryptfs_fnek_sig=$2,ecryptfs_cipher=aes,ecryptfs_key_bytes=16"
            """,
            "mount -i -t ecryptfs -o $KEYS /run/back/lower /run/m/x"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fileSystems")
  @Covers({"F25", "F29b"})
  void anExportIsCompleteAndStaysInStep(String name, String disk, String mount) throws Exception {
    Outcome outcome =
        linux.run(
            disk
                + """

                mkdir -p /run/m/x
                mounted() { MOUNT || note mount.failed $?; }
                mounted
                mkdir /run/m/x/Export
                home /run/m/x/Export
                stillkeep first export
                stillkeep check check-config
                umount /run/m/x
                mounted
                stillkeep again export --full
                stillkeep verify verify --export
                list export /run/m/x/Export
                stat -f -c %T /run/m/x > /run/out/type
                for n in 143 144 200 255; do touch "/run/m/x/$(printf "%${n}s" | tr ' ' n)" 2> /run/tmp/long || break; LONGEST=$n; done
                note longest $LONGEST
                """
                    .replace("MOUNT", mount));
    assertThat(outcome.text("mount.failed")).as(outcome.told()).isEmpty();
    assertThat(outcome.exit("first")).as(outcome.words("first")).isZero();
    assertThat(outcome.words("again")).contains("in step, nothing to do");
    assertThat(outcome.words("verify")).contains("all is well");
    Map<String, Listed> export = outcome.list("export");
    linux.home().assertAllIn(export);
    assertThat(outcome.number("longest")).isGreaterThanOrEqualTo(LONGEST_NAME);
    TABLE.add(
        String.join(
            "\t",
            name,
            "type " + outcome.text("type").strip(),
            "longest name " + outcome.number("longest"),
            "1925 is " + time(export, "grandmother.jpg"),
            "odd second is " + time(export, "odd.jpg"),
            "pass " + outcome.millis("first") + " ms"));
  }

  private static Instant time(Map<String, Listed> export, String name) {
    return export.entrySet().stream()
        .filter(file -> file.getKey().endsWith("/" + name))
        .map(file -> file.getValue().modified())
        .findFirst()
        .orElseThrow();
  }
}
