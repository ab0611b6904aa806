package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/** Sessions that were ever kept are taken up for ever. */
@Covers("P4")
class SessionFixturesTest {

  private static final String TOKEN = "Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX_oo819WrAY=";
  private static final EncryptedKey KEY = new EncryptedKey(new byte[48], new byte[24]);
  private static final KeyAttributes ATTRIBUTES = new KeyAttributes(new byte[16], 1 << 20, 2, KEY, new byte[32], KEY, KEY, KEY);

  @TempDir private Path folder;

  @Test
  void theFormatThatIsWrittenHasAFixture() throws Exception {
    write(folder);
    Matcher format = Pattern.compile("\"format\":(\\d+)").matcher(Files.readString(folder.resolve("ente-session.json")));
    assertThat(format.find()).isTrue();
    assertThat(Fixtures.of("session", Integer.parseInt(format.group(1)), SessionFixturesTest::write)).isDirectory();
  }

  @Test
  void sessionsOfAllFormatsAreOpened() throws IOException {
    for (Path fixture : Fixtures.all("session").values()) {
      SessionFile.Kept kept = new SessionFile(fixture).read().orElseThrow();
      try (CryptoKey masterKey = masterKey()) {
        EnteSession session = kept.unlock(masterKey);
        assertThat(session.token().headerValue()).isEqualTo(TOKEN);
        assertThat(session.email()).isEqualTo("a@example.org");
        assertThat(session.server()).hasToString("https://api.ente.io");
        assertThat(session.userId()).isEqualTo(1580559962386438L);
        assertThat(session.keyAttributes()).isEqualTo(ATTRIBUTES);
      }
    }
  }

  private static void write(Path stateFolder) throws IOException {
    EnteServer server = EnteServer.parse("https://api.ente.io", false);
    try (CryptoKey masterKey = masterKey()) {
      new SessionFile(stateFolder)
          .keep(new EnteSession(server, "a@example.org", 1580559962386438L, ATTRIBUTES, AuthToken.ofHeaderValue(TOKEN)), masterKey);
    }
  }

  private static CryptoKey masterKey() {
    return CryptoKey.copyOf(new byte[32]);
  }
}
