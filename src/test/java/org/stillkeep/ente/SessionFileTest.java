package org.stillkeep.ente;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.ente.AccountFixture.assertFails;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.FlippedBytes;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

class SessionFileTest {

  private static final String TOKEN = "Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX_oo819WrAY=";
  private static final EncryptedKey KEY = new EncryptedKey(new byte[48], new byte[24]);
  private static final KeyAttributes ATTRIBUTES =
      new KeyAttributes(new byte[16], 1 << 20, 2, KEY, new byte[32], KEY, KEY, KEY);

  @TempDir private Path folder;

  private final CryptoKey masterKey = CryptoKey.random(new SecureRandom());
  private final EnteSession session =
      new EnteSession(
          EnteServer.parse("https://api.ente.io", false), "a@example.org", 1580559962386438L, ATTRIBUTES,
          AuthToken.ofHeaderValue(TOKEN));
  private SessionFile file;

  @BeforeEach
  void begin() {
    file = new SessionFile(folder);
  }

  @Test
  void aSessionComesBackWithTheMasterKey() throws IOException {
    file.keep(session, masterKey);
    SessionFile.Kept kept = new SessionFile(folder).read().orElseThrow();
    assertThat(kept.server()).isEqualTo(session.server());
    assertThat(kept.email()).isEqualTo(session.email());
    assertThat(kept.userId()).isEqualTo(session.userId());
    assertThat(kept.keyAttributes()).isEqualTo(ATTRIBUTES);
    assertThat(kept.unlock(masterKey).token().headerValue()).isEqualTo(TOKEN);
  }

  @Test
  void theLastOneIsKept() throws IOException {
    file.keep(session, masterKey);
    file.keep(new EnteSession(session.server(), "b@example.org", 7, ATTRIBUTES, session.token()), masterKey);
    assertThat(file.read().orElseThrow().email()).isEqualTo("b@example.org");
  }

  @Test
  void nothingKeptIsNothing() throws IOException {
    assertThat(file.read()).isEqualTo(Optional.empty());
    file.forget();
    file.keep(session, masterKey);
    file.forget();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void theFileDoesNotTellTheToken() throws IOException {
    file.keep(session, masterKey);
    assertThat(text()).doesNotContain(TOKEN).doesNotContain("Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX/oo819WrAY=");
    assertThat(file.read().orElseThrow().toString()).doesNotContain(TOKEN);
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    assumeTrue(path().getFileSystem().supportedFileAttributeViews().contains("posix"), "skipped: no POSIX permissions here");
    file.keep(session, masterKey);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
  }

  @Test
  void anotherAccountsKeyDoesNotOpenIt() throws IOException {
    file.keep(session, masterKey);
    SessionFile.Kept kept = file.read().orElseThrow();
    assertFails(What.DAMAGED_SESSION_FILE, () -> kept.unlock(CryptoKey.random(new SecureRandom())));
  }

  @ParameterizedTest
  @CsvSource({"https://api.ente.io, https://api.ente.example", "1580559962386438, 1580559962386439"})
  void aTokenIsNotSentToWhomeverTheFileWasMadeToName(String before, String after) throws IOException {
    file.keep(session, masterKey);
    Files.writeString(path(), text().replace(before, after));
    assertFails(What.DAMAGED_SESSION_FILE, () -> file.read());
    // Whoever alters it can leave the checksum out.
    Files.writeString(path(), text().replaceFirst(",\"check\":\"[0-9a-f]{64}\"", ""));
    SessionFile.Kept kept = file.read().orElseThrow();
    assertFails(What.DAMAGED_SESSION_FILE, () -> kept.unlock(masterKey));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "null", "[1]", "\u0000\u0000\u0000{\u007f\u0000\u0000\u0000", "{\"format\":1", "{\"format\":0}", "{\"format\":1,\"server\":\"x\"}",
        "{\"format\":1,\"userId\":1,\"email\":\"e\",\"server\":\"https://h\",\"keyAttributes\":{}}"
      })
  void aFileThatIsNoSessionIsDamaged(String text) throws IOException {
    Files.writeString(path(), text);
    assertFails(What.DAMAGED_SESSION_FILE, () -> file.read());
  }

  @Test
  void aFileOfANewerProgramIsLeftAlone() throws IOException {
    Files.writeString(path(), "{\"format\":2}");
    assertFails(What.NEWER_SESSION_FILE, () -> file.read());
  }

  @Test
  @Covers("F54")
  void noChangedByteIsBelieved() throws IOException {
    file.keep(session, masterKey);
    FlippedBytes.of(path(), this::assertRefusedOrSame);
    assertThat(file.read().orElseThrow().email()).isEqualTo(session.email());
  }

  private void assertRefusedOrSame(String what) throws IOException {
    try {
      SessionFile.Kept kept = file.read().orElseThrow();
      EnteSession opened = kept.unlock(masterKey);
      assertThat(opened.token().headerValue()).as(what).isEqualTo(TOKEN);
      assertThat(opened.server()).as(what).isEqualTo(session.server());
      assertThat(opened.email()).as(what).isEqualTo(session.email());
      assertThat(opened.userId()).as(what).isEqualTo(session.userId());
      assertThat(opened.keyAttributes()).as(what).isEqualTo(ATTRIBUTES);
    } catch (EnteException e) {
      assertThat(e.what()).as(what).isIn(What.DAMAGED_SESSION_FILE, What.NEWER_SESSION_FILE);
    }
  }

  @Test
  @Covers("F54")
  void damageIsToldFromAWrongPassword() throws IOException {
    file.keep(session, masterKey);
    Files.writeString(path(), text().replaceFirst("\"kekSalt\":\"A", "\"kekSalt\":\"B"));
    assertFails(What.DAMAGED_SESSION_FILE, () -> file.read());
  }

  @Test
  void aFileOfOlderProgramsHasNoChecksum() throws IOException {
    file.keep(session, masterKey);
    Files.writeString(path(), text().replaceFirst(",\"check\":\"[0-9a-f]{64}\"", ""));
    assertThat(text()).doesNotContain("check");
    assertThat(file.read().orElseThrow().unlock(masterKey).token().headerValue()).isEqualTo(TOKEN);
  }

  private Path path() {
    return folder.resolve("ente-session.json");
  }

  private String text() throws IOException {
    return new String(Files.readAllBytes(path()), UTF_8);
  }
}
