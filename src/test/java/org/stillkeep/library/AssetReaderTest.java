package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.CaptureTime;

/** What other clients have written, and nobody of ours. */
class AssetReaderTest {

  private static final Instant TAKEN = Instant.parse("2019-07-13T06:40:00Z");
  private static final Instant CORRECTED = Instant.parse("2001-02-03T04:05:06Z");

  @Test
  void aTimeThatAnotherClientReadFromTheFileMayBeOverruledByASidecar() throws Exception {
    assertThat(taken(Json.object()).source()).isEqualTo(CaptureTime.Source.EMBEDDED);
    assertThat(taken(Json.object().put(Fields.EDITED_TIME, 0)).source()).isEqualTo(CaptureTime.Source.EMBEDDED);
  }

  @Test
  void aTimeThatItsOwnerSetInAnotherClientIsTheBestThereIs() throws Exception {
    CaptureTime taken = taken(Json.object().put(Fields.EDITED_TIME, Fields.micros(CORRECTED)));

    assertThat(taken.instant()).isEqualTo(CORRECTED);
    assertThat(taken.source()).isEqualTo(CaptureTime.Source.SIDECAR);
  }

  private static CaptureTime taken(ObjectNode publicMagic) throws UnreadableEntryException {
    ObjectNode metadata =
        Json.object()
            .put(Fields.FILE_TYPE, 0)
            .put(Fields.TITLE, "IMG_1.jpg")
            .put(Fields.CREATION_TIME, Fields.micros(TAKEN))
            .put(Fields.HASH, Base64.getEncoder().encodeToString(new byte[64]));
    return new AssetReader(metadata, Json.object(), publicMagic)
        .read(1, new AssetReader.Content(10, new byte[24], Optional.empty()))
        .asset()
        .details()
        .taken();
  }
}
