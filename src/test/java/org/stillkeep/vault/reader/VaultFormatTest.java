package org.stillkeep.vault.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;
import org.stillkeep.vault.reader.VaultReader.Photo;

/** The format's page tells enough to read a vault, and vaults of format 1 are read for ever. */
@Covers("P4")
class VaultFormatTest {

  @TempDir Path folder;

  @Test
  void aSecondProgramReadsAVaultFromThePageAlone() throws IOException {
    Path vault = folder.resolve("vault");
    SampleVault.write(vault);
    assertSample(VaultReader.read(vault, SampleVault.PASSPHRASE));
  }

  @Test
  void aSecondProgramReadsAChangeSetFromItsCopy() throws IOException {
    Path vault = folder.resolve("vault");
    SampleVault.write(vault);
    Files.writeString(vault.resolve("changes/00000001"), "damaged");
    Files.delete(vault.resolve("changes/00000003"));
    assertSample(VaultReader.read(vault, SampleVault.PASSPHRASE));
  }

  @Test
  void theVaultOfFormatOneIsReadBySecondProgramsForEver() throws IOException {
    assertSample(VaultReader.read(fixture(), SampleVault.PASSPHRASE));
  }

  @Test
  void theVaultOfFormatOneIsOpenedAndWrittenForEver() throws IOException {
    Path vault = fixture();
    CryptoKey masterKey = SampleVault.masterKey(VaultStore.readHeader(vault).keyAttributes());
    try (VaultStore store =
        VaultStore.open(
            vault, SampleVault.authenticationKey(masterKey), VaultOptions.readWrite(Optional.empty()))) {
      assertThat(store.collectionsSince(0)).hasSize(3);
      assertThat(store.filesSince(1, 0).files()).hasSize(3);
      assertThat(store.trashSince(0)).hasSize(1);
      assertThat(store.check(() -> false)).isEmpty();
      store.restore(1, Map.of(3L, store.trashSince(0).get(0).file().key()));
    }
    VaultReader restored = VaultReader.read(vault, SampleVault.PASSPHRASE);
    assertThat(restored.trash()).isEmpty();
    assertThat(titles(restored.collections().get("Sardinia ☀")))
        .containsExactly("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg");
  }

  @Test
  void theFormatThatIsWrittenHasAFixture() throws Exception {
    Path vault = folder.resolve("vault");
    SampleVault.write(vault);
    Matcher format = Pattern.compile("^\\{\"format\":(\\d+),").matcher(Files.readString(vault.resolve("vault.json")));
    assertThat(format.find()).isTrue();
    int version = Integer.parseInt(format.group(1));
    assertThat(Fixtures.of("vault", version, VaultFormatTest::write)).isDirectory();
  }

  private static void write(Path fixture) throws IOException {
    Files.delete(fixture);
    SampleVault.write(fixture);
    Files.delete(fixture.resolve("lock"));
  }

  private static void assertSample(VaultReader vault) throws IOException {
    Map<String, List<Photo>> albums = vault.collections();
    assertThat(albums.keySet()).containsExactlyInAnyOrder("Sardinia ☀", "Family");
    List<Photo> sardinia = albums.get("Sardinia ☀");
    assertThat(titles(sardinia)).containsExactly("IMG_1.jpg", "IMG_2.jpg");
    assertThat(titles(albums.get("Family"))).containsExactly("IMG_1.jpg");
    assertThat(titles(vault.trash())).containsExactly("IMG_3.jpg");
    Photo first = albums.get("Family").get(0);
    assertThat(first.content()).isEqualTo("beach".getBytes(UTF_8));
    assertThat(first.thumbnail()).isEqualTo("thumbnail of IMG_1.jpg".getBytes(UTF_8));
    assertThat(first.publicMagic().get("caption").textValue()).isEqualTo("At the beach");
    assertThat(first.privateMagic().get("visibility").intValue()).isZero();
    assertThat(first.metadata().get("creationTime").longValue()).isEqualTo(1563000000000000L);
    assertThat(sardinia.get(1).content()).isEmpty();
    assertThat(sardinia.get(1).publicMagic()).isNull();
  }

  private static List<String> titles(List<Photo> photos) {
    return photos.stream().map(each -> each.metadata().get("title").textValue()).toList();
  }

  /** A copy for this test's own use, with the permissions of a vault. */
  private Path fixture() throws IOException {
    Path vault = folder.resolve("format-1");
    Fixtures.copy(Fixtures.all("vault").get(1), vault);
    DurableFiles.setOwnerOnly(vault);
    return vault;
  }
}
