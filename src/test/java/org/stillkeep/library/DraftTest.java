package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.catalog.WrappedKey;
import org.stillkeep.crypto.CryptoKey;

/** What is noted of an upload, and under which key. */
class DraftTest {

  private static final byte[] CHUNK = {1, 2, 3};

  @AutoClose private final Catalog catalog = Catalog.inMemory();
  private final SecureRandom random = new SecureRandom();

  /** An archive's entry is the same, and what is made of it has another length: a newer program may make it otherwise. */
  @Test
  void aChunkThatAnUploadOfAnotherLengthHasSentIsNotedAgainUnderTheNewKey() throws IOException {
    try (Draft before = draft(100)) {
      before.beforeSealing(0, CHUNK, 0, CHUNK.length);
      before.beforeSending();
    }
    try (Draft now = draft(200)) {
      now.beforeSealing(0, CHUNK, 0, CHUNK.length);
      now.beforeSending();
    }
    assertThat(catalog.uploads().find("1:a").orElseThrow().objectBytes()).isEqualTo(200);
    assertThat(catalog.uploads().chunk("1:a", 0)).isPresent();
  }

  private Draft draft(long objectBytes) {
    UploadDraft begun =
        new UploadDraft(
            "1:a", new WrappedKey(new byte[48], new byte[24]), new byte[24], objectBytes, Optional.empty(), Optional.empty());
    return new Draft(catalog, begun, CryptoKey.random(random), false, "a.jpg", () -> {});
  }
}
